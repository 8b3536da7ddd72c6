package io.clockwork.internal.quartz;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day-of-month forms {@code 15W}, {@code LW} and {@code L-3W}: the day from Monday to Friday
 * nearest to a day, within its month.
 *
 * @param fromEnd whether the day is counted back from the last one
 * @param number the day, or how many days before the last
 */
record NearestWeekday(boolean fromEnd, int number) {
  private static final Pattern FORM = Pattern.compile("(?:L(?:-([0-9]+))?|([0-9]+))W");

  static @Nullable NearestWeekday parse(String dayOfMonth) {
    Matcher form = FORM.matcher(dayOfMonth);
    if (!form.matches()) {
      return null;
    }
    if (form.group(2) != null) {
      return new NearestWeekday(false, Integer.parseInt(form.group(2)));
    }
    return new NearestWeekday(true, form.group(1) == null ? 0 : Integer.parseInt(form.group(1)));
  }

  /** The day in a month, or null where the month has no such day (31W in April). */
  @Nullable LocalDate in(LocalDate month) {
    int length = month.lengthOfMonth();
    int wanted = fromEnd ? length - number : number;
    if (wanted < 1 || wanted > length) {
      return null;
    }
    LocalDate day = month.withDayOfMonth(wanted);
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> wanted == 1 ? day.plusDays(2) : day.minusDays(1);
      case SUNDAY -> wanted == length ? day.minusDays(2) : day.plusDays(1);
      default -> day;
    };
  }
}
