package io.clockwork.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.benchmarks.workload.Runs.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final long SECOND = 1_000_000;
  private static final long FIRST = 1_000 * SECOND;

  private static Ran told(int number, long late) {
    return new Ran(0, "job-0", FIRST + number * SECOND, FIRST + number * SECOND + late);
  }

  private static Ran untold(int number, long late) {
    return new Ran(0, "job-0", 0, FIRST + number * SECOND + late);
  }

  private static Judge judge(List<Ran> runs) {
    return Judge.of(runs, FIRST, SECOND, FIRST + 2 * SECOND, FIRST + 7 * SECOND);
  }

  @Test
  void judge_allRanInTime_nothingAmiss() {
    for (boolean told : new boolean[] {true, false}) {
      List<Ran> runs = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        runs.add(told ? told(i, 2_000) : untold(i, 2_000));
      }

      Judge judge = judge(runs);

      assertThat(judge.lateness()).containsExactly(2.0, 2.0, 2.0, 2.0, 2.0);
      assertThat(judge.lost()).isZero();
      assertThat(judge.doubled()).isZero();
      assertThat(judge.early()).isZero();
    }
  }

  @Test
  void judge_oneLostAndOneDoubled_bothSeenThoughTheNumberIsRight() {
    List<Ran> runs =
        List.of(told(2, 0), told(3, 0), told(3, 500_000), told(5, 0), told(6, 0), told(7, 0));

    Judge judge = judge(runs);

    assertThat(judge.lost()).isEqualTo(1);
    assertThat(judge.doubled()).isEqualTo(1);
    assertThat(judge.lateness()).hasSize(4);
  }

  @Test
  void judge_firesOnAnotherGrid_countedOnThat() {
    List<Ran> runs = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long due = FIRST + i * SECOND + 300_000;
      runs.add(new Ran(0, "job-0", due, due + 1_000));
    }
    runs.remove(4);

    Judge judge = judge(runs);

    assertThat(judge.lost()).isEqualTo(1);
    assertThat(judge.lateness()).containsOnly(1.0).hasSize(4);
  }

  @Test
  void judge_untoldAndOneLost_notMadeGoodByLaterRuns() {
    List<Ran> runs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (i != 4) {
        runs.add(untold(i, 1_000));
      }
    }

    assertThat(judge(runs).lost()).isEqualTo(1);
  }

  @Test
  void judge_untoldAndOneMore_doubled() {
    List<Ran> runs = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      runs.add(untold(i, 1_000));
    }
    runs.add(4, untold(3, 400_000));

    assertThat(judge(runs).doubled()).isEqualTo(1);
  }

  @Test
  void judge_startedBeforeDue_early() {
    Judge judge = judge(List.of(told(2, -5_000), told(3, 0), told(4, 0), told(5, 0), told(6, 0)));

    assertThat(judge.early()).isEqualTo(1);
    assertThat(judge.lateness()).contains(-5.0);
  }

  @Test
  void judge_neverRan_allLost() {
    Judge judge = judge(List.of());

    assertThat(judge.lost()).isEqualTo(5);
    assertThat(judge.lateness()).isEmpty();
  }
}
