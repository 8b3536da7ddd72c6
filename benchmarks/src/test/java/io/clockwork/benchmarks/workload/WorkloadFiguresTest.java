package io.clockwork.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.clockwork.benchmarks.workload.Runs.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the workloads make of records of runs. */
class WorkloadFiguresTest {
  private static final long SECOND = 1_000_000;
  private static final long DUE = 1_000 * SECOND;

  @Test
  void burst_oneLostOneDoubledOneEarly_allTold() {
    Burst burst = new Burst(4, Duration.ofSeconds(1), Duration.ZERO);
    Runs runs =
        new Runs(
            List.of(
                new Ran(0, "job-0", DUE, DUE - 10),
                new Ran(1, "job-1", DUE, DUE + 1_000),
                new Ran(2, "job-1", DUE, DUE + 2_000),
                new Ran(2, "job-3", DUE, DUE + SECOND),
                // Of the rounds that warm up.
                new Ran(2, "job-4", DUE - SECOND, DUE - SECOND)));

    Map<String, Double> figures = burst.figures(runs, DUE);

    assertThat(figures)
        .contains(entry("lost", 1.0), entry("doubled", 1.0), entry("early", 1.0))
        // Three jobs in one second: the doubled run does not make it faster.
        .contains(entry("runs/s", 3.0));
  }

  @Test
  void burst_nothingRan_allLost() {
    Map<String, Double> figures =
        new Burst(4, Duration.ofSeconds(1), Duration.ZERO).figures(new Runs(List.of()), DUE);

    assertThat(figures).contains(entry("lost", 4.0), entry("runs/s", 0.0));
  }

  @Test
  void steady_jobsSpreadOverASecond_eachJudgedByItsOwnFireTimes() {
    Steady steady = new Steady(2, Duration.ofSeconds(1), 1, 3);
    List<Ran> all = new ArrayList<>();
    for (int second = 0; second < 6; second++) {
      all.add(new Ran(0, "job-0", DUE + second * SECOND, DUE + second * SECOND + 1_000));
      if (second != 2) {
        long due = DUE + second * SECOND + SECOND / 2;
        all.add(new Ran(1, "job-1", due, due + 9_000));
      }
    }

    Map<String, Double> figures = steady.figures(new Runs(all), DUE);

    assertThat(figures)
        .contains(
            entry("lost", 1.0),
            entry("doubled", 0.0),
            entry("late p50, ms", 1.0),
            entry("late max, ms", 9.0));
  }

  @Test
  void failover_aMemberDied_gapAndLossSeen() {
    Failover kill = new Failover(1, Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(20));
    List<Ran> all = new ArrayList<>();
    for (int second = 0; second < 25; second++) {
      if (second < 4 || second > 6) {
        all.add(new Ran(0, "job-0", DUE + second * SECOND, DUE + second * SECOND + 1_000));
      }
    }

    Map<String, Double> figures = kill.figures(new Runs(all), DUE, DUE + 4 * SECOND - 100_000);

    assertThat(figures)
        .contains(entry("longest gap, ms", 4_000.0), entry("lost", 3.0), entry("doubled", 0.0));
  }

  @Test
  void failover_nothingRunsAnyMore_gapUntilTheEnd() {
    Failover kill = new Failover(1, Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(20));
    List<Ran> all = List.of(new Ran(0, "job-0", DUE, DUE));

    Map<String, Double> figures = kill.figures(new Runs(all), DUE, DUE + 4 * SECOND);

    assertThat(figures.get("longest gap, ms")).isEqualTo(18_000.0);
    assertThat(figures.get("lost")).isGreaterThan(10);
  }

  @Test
  void hop_oneRoundLost_theOthersAreNotMixedUp() {
    Latency hop = new Latency(true, Duration.ZERO, 3);
    Runs runs =
        new Runs(
            List.of(
                new Ran(0, "first-0", 0, DUE + 100),
                new Ran(1, "second-0", 0, DUE + 1_100),
                new Ran(0, "first-0", 0, DUE + SECOND + 100),
                new Ran(0, "first-0", 0, DUE + 2 * SECOND + 100),
                new Ran(0, "second-0", 0, DUE + 2 * SECOND + 3_100)));

    Map<String, Double> figures = hop.figures(runs, List.of(DUE, DUE + SECOND, DUE + 2 * SECOND));

    assertThat(figures)
        .contains(
            entry("rounds", 2.0),
            entry("lost", 1.0),
            entry("p50, ms", 1.0),
            entry("p99, ms", 3.0),
            entry("on another member %", 50.0));
  }

  @Test
  void force_startedTwice_doubledSeen() {
    Latency force = new Latency(false, Duration.ZERO, 1);
    Runs runs =
        new Runs(List.of(new Ran(0, "first-0", 0, DUE + 500), new Ran(1, "first-0", 0, DUE + 700)));

    assertThat(force.figures(runs, List.of(DUE)))
        .contains(entry("p50, ms", 0.5), entry("doubled", 1.0), entry("lost", 0.0));
  }
}
