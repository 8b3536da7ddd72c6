package io.clockwork.job;

/** The checks of a cron expression that need no calendar. */
final class CronText {
  private static final String FIELDS =
      "seconds, minutes, hours, day of month, month, day of week and optionally the year, such as"
          + " '0 30 2 * * ?' for 02:30 every day";

  private static final int MAX_LENGTH = 1_000;

  private CronText() {}

  /** Folds blanks, so that the same expression is equal on all members however it was typed. */
  static String fold(String expression) {
    if (expression.isBlank()) {
      throw new IllegalArgumentException(
          "the cron expression is blank: it must have 6 or 7 fields: " + FIELDS);
    }
    if (expression.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the cron expression has %d characters: use at most %d"
              .formatted(expression.length(), MAX_LENGTH));
    }
    String[] fields = expression.strip().split("\\s+", -1);
    if (fields.length < 6 || fields.length > 7) {
      throw new IllegalArgumentException(
          "cron expression '%s' has %d field%s: it must have 6 or 7: %s%s"
              .formatted(
                  expression,
                  fields.length,
                  fields.length == 1 ? "" : "s",
                  FIELDS,
                  fields.length == 5
                      ? "; a crontab line of 5 fields needs the seconds in front, mostly 0"
                      : ""));
    }
    return String.join(" ", fields);
  }
}
