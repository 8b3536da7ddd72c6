package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lab's judge sees what it is there to see. */
final class JudgeTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = FROM.plusSeconds(4);
  private static final LabJob AGAIN = new LabJob("a", 2, 0, "", ", recovery: at-least-once");
  private static final LabJob JOB = new LabJob("a", 2, 0, "");

  private final List<Note> notes = new ArrayList<>();

  @Test
  void judge_eachRunOnceAndOnTime_findsNothing() {
    start(FROM, 10, "h1");
    start(FROM.plusSeconds(2), 30, "h2");

    Verdict verdict = judge(Map.of());

    verdict.assertComplete().assertLateAtMost(Duration.ofMillis(30));
    assertThat(verdict.due()).isEqualTo(2);
    assertThat(verdict.percentile(50)).isEqualTo(Duration.ofMillis(10));
    assertThat(verdict.percentile(99)).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void judge_twoStartsOfOneRun_saysWhere() {
    start(FROM, 10, "h1");
    start(FROM, 900, "h2");

    assertThat(judge(Map.of()).doubled()).singleElement().asString().contains("h1", "h2");
  }

  @Test
  void judge_noStart_isMissedUnlessTheLedgerSaysWhy() {
    assertThat(judge(Map.of("a@2026-01-01T00:00:02Z", "LOST: gone")).missed())
        .containsExactly("a@2026-01-01T00:00:00Z");
    assertThat(judge(Map.of("a@2026-01-01T00:00:02Z", "LOST: gone")).explained())
        .containsExactly("a@2026-01-01T00:00:02Z: LOST: gone");
  }

  @Test
  void judge_startBeforeItsTime_isEarly() {
    start(FROM, -1, "h1");

    assertThat(judge(Map.of()).early()).hasSize(1);
  }

  @Test
  void judge_startWhenNothingWasDue_isPhantom() {
    start(FROM.plusSeconds(1), 5, "h1");
    start(TO.plusSeconds(1), 5, "h1");

    assertThat(judge(Map.of()).phantom()).hasSize(1);
  }

  @Test
  void judge_secondAttempt_isDoubledUnlessTheJobIsAtLeastOnce() {
    start(FROM, 10, "h1");
    note("start", FROM, 900, 2, "h2", "-");

    assertThat(judge(Map.of()).doubled()).hasSize(1);
    assertThat(judge(AGAIN).doubled()).isEmpty();

    note("start", FROM, 990, 2, "h3", "-");

    assertThat(judge(AGAIN).doubled()).hasSize(1);
  }

  @Test
  void judge_atLeastOnceWithoutAnEnd_isUnended() {
    start(FROM, 10, "h1");
    note("start", FROM.plusSeconds(2), 10, 1, "h1", "-");
    note("end", FROM.plusSeconds(2), 30, 1, "h1", "-");

    assertThat(judge(AGAIN).unended()).containsExactly("a@2026-01-01T00:00:00Z");
    assertThat(judge(Map.of()).unended()).isEmpty();
  }

  @Test
  void judge_tokenThatIsSharedOrFalls_isWrong() {
    note("start", FROM, 10, 1, "h1", "7");
    note("start", FROM.plusSeconds(2), 10, 1, "h1", "8");
    assertThat(judge(Map.of()).tokens()).isEmpty();

    note("start", FROM, 900, 2, "h2", "6");
    assertThat(judge(Map.of()).tokens()).singleElement().asString().contains("6", "7");

    note("start", FROM.plusSeconds(2), 900, 2, "h2", "8");
    assertThat(judge(Map.of()).tokens()).hasSize(3);
  }

  @Test
  void judge_startsWithinASecond_areCounted() {
    start(FROM, 1500, "h1");
    start(FROM.plusSeconds(2), 499, "h1");
    assertThat(judge(Map.of()).mostAtOnce()).isEqualTo(2);

    notes.clear();
    start(FROM, 1500, "h1");
    start(FROM.plusSeconds(2), 500, "h1");
    assertThat(judge(Map.of()).mostAtOnce()).isEqualTo(1);
  }

  private void start(Instant fireTime, int lateMillis, String member) {
    note("start", fireTime, lateMillis, 1, member, "-");
  }

  private void note(
      String what, Instant fireTime, int lateMillis, int attempt, String member, String token) {
    long micros = (fireTime.toEpochMilli() + lateMillis) * 1000;
    List<Object> words =
        List.of(what, micros, "a", "a@" + fireTime, fireTime, attempt, member, token);
    notes.add(Note.parse(words.stream().map(String::valueOf).collect(Collectors.joining(" "))));
  }

  private Verdict judge(LabJob job) {
    return new Judge(List.of(job), notes, Map.of()).judge("test", FROM, TO);
  }

  private Verdict judge(Map<String, String> reasons) {
    return new Judge(List.of(JOB), notes, reasons).judge("test", FROM, TO);
  }
}
