package io.clockwork.benchmarks;

import io.clockwork.benchmarks.workload.Burst;
import io.clockwork.benchmarks.workload.Failover;
import io.clockwork.benchmarks.workload.Idle;
import io.clockwork.benchmarks.workload.Latency;
import io.clockwork.benchmarks.workload.Steady;
import io.clockwork.benchmarks.workload.Workload;
import java.time.Duration;

/**
 * How large the workloads are.
 *
 * @param quick whether they are to take a few seconds each, to see that they work
 */
record Sizes(boolean quick) {
  private static final Duration FREEZE = Duration.ofSeconds(15);

  /**
   * Makes a workload.
   *
   * @param kind burst, steady, hop, force, kill, freeze or idle
   * @param jobs how many; of hop and force, how many rounds; 0 for the usual number
   */
  Workload workload(String kind, int jobs) {
    Duration lead = Duration.ofSeconds(quick ? 2 : 10);
    return switch (kind) {
      case "burst" -> new Burst(number(jobs, 10_000, 500), lead, seconds(20, 0));
      case "steady" -> new Steady(number(jobs, 1_000, 100), lead, quick ? 1 : 30, quick ? 2 : 20);
      case "hop", "force" -> new Latency(kind.equals("hop"), seconds(30, 1), number(jobs, 300, 10));
      case "kill" ->
          new Failover(number(jobs, 30, 5), Duration.ZERO, seconds(10, 1), seconds(35, 8));
      case "freeze" ->
          new Failover(
              number(jobs, 30, 5), quick ? seconds(3, 3) : FREEZE, seconds(10, 2), seconds(35, 10));
      case "idle" -> new Idle(number(jobs, 100_000, 500), seconds(20, 1), quick ? 1 : 20);
      default ->
          throw new IllegalArgumentException(
              "no workload is called "
                  + kind
                  + "; there are burst, steady, hop, force, kill, freeze, idle");
    };
  }

  private int number(int asked, int usual, int few) {
    if (quick) {
      return few;
    }
    return asked == 0 ? usual : asked;
  }

  private Duration seconds(int usual, int few) {
    return Duration.ofSeconds(quick ? few : usual);
  }
}
