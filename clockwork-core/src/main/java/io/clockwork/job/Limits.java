package io.clockwork.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks and prints the durations and instants that schedules are made of. */
final class Limits {
  private static final Duration LONGEST = Duration.ofDays(3_652_425); // 10,000 Gregorian years
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Limits() {}

  static Duration checkDuration(String setting, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(
          setting + " is " + duration + ": it must be positive, at least 1 ms (PT0.001S)");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          setting + " is " + duration + ": it must be at most 10,000 years (" + LONGEST + ")");
    }
    if (duration.getNano() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          setting + " is " + duration + ": it must be in whole milliseconds, such as PT0.001S");
    }
    return duration;
  }

  /**
   * Cuts to milliseconds and does not refuse, for a computed instant mostly carries nanoseconds.
   */
  static Instant checkInstant(String setting, Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          setting + " is " + instant + ": it must be between " + EARLIEST + " and " + LATEST);
    }
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Prints as in a jobs file: {@code 1d12h}, {@code 30s}, {@code 1s500ms}. */
  static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long value, String unit) {
    if (value != 0) {
      text.append(value).append(unit);
    }
  }
}
