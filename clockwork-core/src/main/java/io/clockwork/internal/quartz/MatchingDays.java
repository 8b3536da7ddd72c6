package io.clockwork.internal.quartz;

import java.text.ParseException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The days that the date fields of a cron expression name, by Quartz's calendar in UTC.
 *
 * <p>Quartz is asked for midnights only. It then computes no time of day, and no zone; both are
 * ours (the first because it is some thirty times faster, the second because Quartz has it wrong).
 * The nearest weekday (15W) is ours too: Quartz 2.5.2 forgets a Saturday the 1st that moved to
 * Monday the 3rd when asked on the 2nd, skips fire times of that day before the asking time of day,
 * and takes its weekday from the calendar system of the default locale.
 *
 * <p>Thread-safe: Quartz's object is not changed after the constructor, and the last answer is
 * remembered in one immutable record.
 */
final class MatchingDays {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
  private static final LocalDate LAST = LocalDate.of(UtcCron.LAST_YEAR, 12, 31);

  /** No matching day from {@code from} until before {@code day}; none at all if it is null. */
  private record Answer(LocalDate from, @Nullable LocalDate day) {
    boolean answers(LocalDate date) {
      return !date.isBefore(from) && (day == null || !date.isAfter(day));
    }
  }

  private final CronExpression quartz;
  private final @Nullable NearestWeekday nearestWeekday;
  private volatile @Nullable Answer last;

  MatchingDays(CronFields fields) {
    nearestWeekday = NearestWeekday.parse(fields.dayOfMonth());
    // With a nearest weekday, Quartz enumerates the first days of the matching months.
    String dayOfMonth = nearestWeekday == null ? fields.dayOfMonth() : "1";
    String text =
        String.join(" ", "0 0 0", dayOfMonth, fields.month(), fields.dayOfWeek(), fields.year());
    try {
      quartz = new CronExpression(text);
    } catch (ParseException | RuntimeException e) {
      throw new IllegalArgumentException("Quartz does not understand it: " + e.getMessage(), e);
    }
    quartz.setTimeZone(UTC);
  }

  /** The first matching day at or after a date, up to the last day of 2099; null if none. */
  @Nullable LocalDate atOrAfter(LocalDate date) {
    Answer known = last;
    if (known == null || !known.answers(date)) {
      known = new Answer(date, compute(date));
      last = known;
    }
    return known.day();
  }

  private @Nullable LocalDate compute(LocalDate date) {
    if (nearestWeekday == null) {
      return quartzDay(date);
    }
    LocalDate month = quartzDay(date.withDayOfMonth(1));
    while (month != null) {
      LocalDate day = nearestWeekday.in(month);
      if (day != null && !day.isBefore(date)) {
        return day;
      }
      month = quartzDay(month.plusMonths(1));
    }
    return null;
  }

  private @Nullable LocalDate quartzDay(LocalDate date) {
    if (date.isAfter(LAST)) {
      return null;
    }
    Date before = Date.from(date.atStartOfDay().minusSeconds(1).toInstant(ZoneOffset.UTC));
    Date found = quartz.getNextValidTimeAfter(before);
    if (found == null) {
      return null;
    }
    LocalDate day = LocalDate.ofInstant(found.toInstant(), ZoneOffset.UTC);
    return day.isAfter(LAST) ? null : day;
  }
}
