package io.clockwork.launcher.file;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 1h30m}, {@code 500ms}, or ISO-8601. */
public final class Durations {
  private static final String RIGHT =
      "write for instance 30s, 5m, 1h30m, 500ms or, in ISO-8601, PT30S";
  private static final Pattern SIMPLE =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final Duration[] UNITS = {
    Duration.ofDays(1),
    Duration.ofHours(1),
    Duration.ofMinutes(1),
    Duration.ofSeconds(1),
    Duration.ofMillis(1)
  };

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text days, hours, minutes, seconds, milliseconds in this order, each a whole number with
   *     its unit and none of them needed; or an ISO-8601 duration
   * @return zero or more, cut to whole milliseconds
   * @throws IllegalArgumentException if it is neither, is negative or too large; the message says
   *     what would be right
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    try {
      Duration duration =
          trimmed.toUpperCase(Locale.ROOT).startsWith("P") ? iso(trimmed) : simple(trimmed);
      if (duration.isNegative()) {
        throw new IllegalArgumentException("\"" + text + "\" is negative; " + RIGHT);
      }
      return Duration.ofMillis(duration.toMillis());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is too large for a duration", e);
    }
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no duration; " + RIGHT, e);
    }
  }

  private static Duration simple(String text) {
    Matcher matcher = SIMPLE.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      boolean bare = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
      throw new IllegalArgumentException(
          "\"" + text + "\" " + (bare ? "has no unit; " : "is no duration; ") + RIGHT);
    }
    Duration sum = Duration.ZERO;
    for (int i = 0; i < UNITS.length; i++) {
      String number = matcher.group(i + 1);
      if (number != null) {
        sum = sum.plus(UNITS[i].multipliedBy(number(number)));
      }
    }
    return sum;
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new ArithmeticException(digits);
    }
  }
}
