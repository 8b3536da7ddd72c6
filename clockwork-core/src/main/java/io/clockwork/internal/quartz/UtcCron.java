package io.clockwork.internal.quartz;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression as a calculator of wall-clock times, which knows no zone.
 *
 * <p>The years end with a fixed one, {@value #LAST_YEAR}, and not with Quartz's: its last year is a
 * hundred after that in which its class was loaded, so that two members could differ.
 *
 * <p>Thread-safe and immutable but for a memory of the last answer.
 */
public final class UtcCron {
  /** The year before which no cron fires. */
  public static final int FIRST_YEAR = 1970;

  /** The year after which no cron fires. */
  public static final int LAST_YEAR = 2099;

  // More than any cluster has; when full it starts anew, which costs a parse per expression.
  private static final int CACHE_SIZE = 10_000;
  private static final ConcurrentHashMap<String, UtcCron> CACHE = new ConcurrentHashMap<>();

  private static final LocalDateTime BEGIN = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);

  private final TimesOfDay times;
  private final MatchingDays days;

  private UtcCron(CronFields fields) {
    times = fields.timesOfDay();
    days = new MatchingDays(fields);
  }

  /**
   * The calculator of an expression, parsed only where it is not in the cache.
   *
   * @param expression a Quartz cron expression
   * @return the calculator
   * @throws IllegalArgumentException if it is no valid expression, with a message that names it,
   *     what is wrong, and what would be right
   */
  public static UtcCron of(String expression) {
    UtcCron known = CACHE.get(expression);
    if (known != null) {
      return known;
    }
    UtcCron parsed;
    try {
      parsed = new UtcCron(CronFields.parse(expression));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cron expression '" + expression + "': " + e.getMessage(), e);
    }
    if (CACHE.size() >= CACHE_SIZE) {
      CACHE.clear();
    }
    CACHE.put(expression, parsed);
    return parsed;
  }

  /**
   * Whether the hour field matches all 24 hours.
   *
   * @return true for {@code *}, {@code 0/1}, {@code 0-23} and the like
   */
  public boolean firesEveryHour() {
    return times.everyHour();
  }

  /**
   * The first matching wall-clock time strictly after one.
   *
   * @param after any time; fractions of a second are allowed
   * @return a time in whole seconds, or null if there is none until the end of {@value #LAST_YEAR}
   */
  public @Nullable LocalDateTime nextAfter(LocalDateTime after) {
    LocalDateTime from = after.isBefore(BEGIN) ? BEGIN : after.withNano(0).plusSeconds(1);
    LocalDate today = from.toLocalDate();
    LocalDate day = days.atOrAfter(today);
    if (day == null) {
      return null;
    }
    if (day.equals(today)) {
      int second = times.atOrAfter(from.toLocalTime().toSecondOfDay());
      if (second >= 0) {
        return day.atTime(LocalTime.ofSecondOfDay(second));
      }
      day = days.atOrAfter(day.plusDays(1));
    }
    return day == null ? null : day.atTime(LocalTime.ofSecondOfDay(times.first()));
  }
}
