package io.clockwork.internal.quartz;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cron expression cut into its fields, each of them checked, in upper case. */
record CronFields(
    TimesOfDay timesOfDay, String dayOfMonth, String month, String dayOfWeek, String year) {

  private static final Pattern LAST_DAY = Pattern.compile("L(?:-([0-9]{1,2}))?(W)?");
  private static final Pattern NEAREST_WEEKDAY = Pattern.compile("([0-9]{1,2})W");
  private static final Pattern LAST_OR_NTH = Pattern.compile("([1-7]|[A-Z]{3})(?:L|#[1-5])");

  /**
   * Cuts and checks.
   *
   * @throws IllegalArgumentException with a message that names the field and not the expression
   */
  static CronFields parse(String expression) {
    String[] fields = expression.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
    if (fields.length < 6 || fields.length > 7) {
      throw new IllegalArgumentException(
          "it has " + fields.length + " fields and must have 6 or 7");
    }
    TimesOfDay times =
        new TimesOfDay(
            CronField.SECONDS.values(fields[0]),
            CronField.MINUTES.values(fields[1]),
            CronField.HOURS.values(fields[2]));
    checkDays(fields[3], fields[5]);
    CronField.MONTH.values(fields[4]);
    String year = fields.length == 7 ? fields[6] : "*";
    CronField.YEAR.values(year);
    return new CronFields(times, fields[3], fields[4], fields[5], year);
  }

  private static void checkDays(String dayOfMonth, String dayOfWeek) {
    if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
      throw new IllegalArgumentException(
          "exactly one of the fields day of month and day of week must be '?', and they are '"
              + dayOfMonth
              + "' and '"
              + dayOfWeek
              + "'; for every day write '*' and '?'");
    }
    if (dayOfWeek.equals("?")) {
      checkDayOfMonth(dayOfMonth);
    } else {
      checkDayOfWeek(dayOfWeek);
    }
  }

  private static void checkDayOfMonth(String text) {
    for (String item : text.split(",", -1)) {
      Matcher last = LAST_DAY.matcher(item);
      Matcher weekday = NEAREST_WEEKDAY.matcher(item);
      if (last.matches()) {
        if (last.group(1) != null && Integer.parseInt(last.group(1)) > 30) {
          throw CronField.DAY_OF_MONTH.bad(text, "no month has a day " + item);
        }
        checkAlone(item, text, last.group(2) != null, CronField.DAY_OF_MONTH);
      } else if (weekday.matches()) {
        CronField.DAY_OF_MONTH.values(weekday.group(1));
        checkAlone(item, text, true, CronField.DAY_OF_MONTH);
      } else {
        CronField.DAY_OF_MONTH.values(item);
      }
    }
  }

  private static void checkDayOfWeek(String text) {
    for (String item : text.split(",", -1)) {
      Matcher special = LAST_OR_NTH.matcher(item);
      if (item.equals("L")) {
        checkAlone(item, text, true, CronField.DAY_OF_WEEK);
      } else if (special.matches()) {
        CronField.DAY_OF_WEEK.values(special.group(1));
        checkAlone(item, text, true, CronField.DAY_OF_WEEK);
      } else {
        CronField.DAY_OF_WEEK.values(item);
      }
    }
  }

  private static void checkAlone(String item, String text, boolean alone, CronField field) {
    if (alone && !item.equals(text)) {
      throw field.bad(text, "'" + item + "' cannot stand in a list");
    }
  }
}
