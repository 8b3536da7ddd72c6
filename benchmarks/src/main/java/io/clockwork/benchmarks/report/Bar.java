package io.clockwork.benchmarks.report;

import java.util.List;

/**
 * What Clockwork is to reach: a figure of its own, in its default mode, against a factor times
 * another's figure, or against a number.
 *
 * @param workload such as {@code burst-10000}
 * @param figure the figure's name
 * @param system whose figure of Clockwork's variants
 * @param other against whom; empty for a number
 * @param factor times the other's figure; the number itself if there is no other
 * @param least whether it is to be at least that; else at most
 */
record Bar(
    String workload, String figure, String system, String other, double factor, boolean least) {
  private static final String CLOCKWORK = "clockwork";

  /** Returns the bars that the project set itself. */
  static List<Bar> all() {
    return List.of(
        atLeast("burst-10000", "runs/s", "hazelcast", 2),
        atLeast("burst-10000", "runs/s", "quartz-ram", 0.6),
        atMost("burst-10000", "CPU s/1000 runs", "hazelcast", 0.6),
        atLeast("burst-100000", "runs/s", "hazelcast", 2),
        atLeast("burst-100000", "runs/s", "quartz-ram", 0.6),
        atMost("burst-100000", "CPU s/1000 runs", "hazelcast", 0.6),
        atMost("steady-1000", "late p50, ms", "hazelcast", 1),
        atMost("steady-1000", "late p99, ms", "hazelcast", 1),
        atMost("steady-10000", "late p50, ms", "", 3),
        atMost("steady-10000", "late p99, ms", "", 30),
        atMost("steady-10000", "lost", "", 0),
        atMost("hop", "p50, ms", "hazelcast", 0.4),
        atMost("hop", "p99, ms", "hazelcast", 0.4),
        atMost("hop", "p50, ms", "jgroups", 2.5),
        atMost("hop", "p99, ms", "jgroups", 2.5),
        atMost("force", "p50, ms", "hazelcast", 0.4),
        atMost("force", "p99, ms", "hazelcast", 0.4),
        atMost("force", "p50, ms", "jgroups", 2.5),
        atMost("force", "p99, ms", "jgroups", 2.5),
        atMost("kill", "longest gap, ms", "", 1_800),
        atMost("kill", "lost", "", 0),
        atMost("freeze", "longest gap, ms", "", 1_800),
        atMost("freeze", "lost", "", 0),
        atLeast("idle-100000", "registered/s", "db-scheduler", 2),
        new Bar("idle-100000", "heap bytes/job, least", "clockwork place=m0", "", 1_000, false),
        atMost("idle-100000", "idle CPU %", "", 3));
  }

  private static Bar atLeast(String workload, String figure, String other, double factor) {
    return new Bar(workload, figure, CLOCKWORK, other, factor, true);
  }

  private static Bar atMost(String workload, String figure, String other, double factor) {
    return new Bar(workload, figure, CLOCKWORK, other, factor, false);
  }

  /** Returns whether values reach it; the other's is ignored if there is no other. */
  boolean isReached(double own, double others) {
    double bar = other.isEmpty() ? factor : factor * others;
    return least ? own >= bar : own <= bar;
  }

  /** Returns it in words, such as {@code ≥ 2 × hazelcast}. */
  String text() {
    String number = Tables.number(factor);
    return (least ? "≥ " : "≤ ") + (other.isEmpty() ? number : number + " × " + other);
  }
}
