package io.clockwork.internal.schedule;

import java.time.Duration;

/** Puts durations into words, for reasons and log lines that people read. */
public final class DurationText {

  private DurationText() {}

  /** Returns a duration as in {@code 1 min}, {@code 1 h 30 min} or {@code 500 ms}. */
  public static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "min");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.length() == 0 ? "0 s" : text.toString();
  }

  private static void append(StringBuilder text, long value, String unit) {
    if (value != 0) {
      text.append(text.length() == 0 ? "" : " ").append(value).append(' ').append(unit);
    }
  }
}
