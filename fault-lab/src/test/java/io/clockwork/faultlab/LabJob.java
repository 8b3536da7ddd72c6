package io.clockwork.faultlab;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A job of the lab, due at each second of UTC that leaves a certain rest.
 *
 * @param name its name
 * @param period in seconds; a divisor of 60
 * @param offset the rest of the second by the period
 * @param takes how long a run takes, in seconds, such as {@code 0.3}; empty for no time
 * @param more keys of the jobs file, each with a comma before it
 */
record LabJob(String name, int period, int offset, String takes, String more) {
  private static final String AT_LEAST_ONCE = ", recovery: at-least-once";

  LabJob(String name, int period, int offset, String takes) {
    this(name, period, offset, takes, "");
  }

  /** Returns jobs that are all due each second: every third of them takes a while. */
  static List<LabJob> eachSecond(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new LabJob("job-%02d".formatted(n), 1, 0, n % 3 == 2 ? "0.3" : ""))
        .toList();
  }

  /**
   * Returns jobs that are due each second, and of which each fire time must get a run that ends.
   */
  static List<LabJob> eachSecondAtLeastOnce(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new LabJob("again-%02d".formatted(n), 1, 0, "0.3", AT_LEAST_ONCE))
        .toList();
  }

  /** Returns this job with more keys, such as {@code ", deadline: 4s"}. */
  LabJob with(String keys) {
    return new LabJob(name, period, offset, takes, more + keys);
  }

  boolean atLeastOnce() {
    return more.contains(AT_LEAST_ONCE);
  }

  String yaml(String note, String folder) {
    // Runs tell the true time, whatever their member's clock says.
    return ("  %s: {cron: \"%d/%d * * * * ?\", overlap: allow, env: {LD_PRELOAD: \"\"},"
            + " run: [%s, %s, \"%s\"]%s}%n")
        .formatted(name, offset, period, note, folder, takes, more);
  }

  /** Returns when it is due, from the first instant on and before the second, by arithmetic. */
  List<Instant> fireTimes(Instant from, Instant to) {
    long first = Moment.wholeSecond(from).getEpochSecond();
    long end = Moment.wholeSecond(to).getEpochSecond();
    return LongStream.range(first, end)
        .filter(second -> second % period == offset)
        .mapToObj(Instant::ofEpochSecond)
        .toList();
  }
}
