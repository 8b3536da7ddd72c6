package io.clockwork.internal.schedule;

import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of schedules: functions of their arguments, safe for every thread.
 *
 * <p>In all of them the anchor is the instant at which the job was first registered. Anchors and
 * results are in whole milliseconds, anything finer is cut. Fire times of a schedule are strictly
 * increasing; there are none after the year 9999, and instants beyond it do not throw.
 */
public final class FireTimes {
  private static final Instant BEGIN = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

  private FireTimes() {}

  /**
   * The first fire time strictly after an instant.
   *
   * <p>A fixed rate without a start begins at the anchor, which is its first fire time. A fixed
   * delay has only its first fire time, the anchor, for the others depend on how its runs end: see
   * {@link #afterRun}.
   *
   * @param schedule any schedule
   * @param anchor the instant at which the job was first registered
   * @param after where the search begins
   * @return the fire time, empty if there is none
   * @throws IllegalArgumentException if the schedule is a cron that {@link Schedules#check} refuses
   *     as no valid expression
   */
  public static Optional<Instant> next(Schedule schedule, Instant anchor, Instant after) {
    return Optional.ofNullable(nextOrNull(schedule, anchor, after));
  }

  /**
   * The fire time that follows a run of a schedule with a fixed delay.
   *
   * @param schedule the schedule
   * @param anchor the instant at which the job was first registered; no fire time is before it
   * @param lastEnd the end of the last run, null if there was none
   * @return the delay after the end of the last run, or the anchor if that is later; empty beyond
   *     the year 9999
   */
  public static Optional<Instant> afterRun(
      Schedule.FixedDelay schedule, Instant anchor, @Nullable Instant lastEnd) {
    Instant first = clamp(anchor);
    if (lastEnd == null) {
      return Optional.of(first).filter(FireTimes::inRange);
    }
    Instant due = clamp(lastEnd).plus(schedule.delay());
    return Optional.of(due.isBefore(first) ? first : due).filter(FireTimes::inRange);
  }

  /**
   * The newest fire times of a stretch of time, in a time that depends on the limit and only by its
   * logarithm on the length of the stretch.
   *
   * @param schedule any schedule; one with a fixed delay has at most its first fire time
   * @param anchor the instant at which the job was first registered
   * @param after the stretch begins after it
   * @param until the stretch ends with it
   * @param limit how many fire times to give at most, at least 1
   * @return the newest, and whether there are older ones
   * @throws IllegalArgumentException if the limit is not positive, or as {@link #next}
   */
  public static FireWindow between(
      Schedule schedule, Instant anchor, Instant after, Instant until, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ": it must be at least 1");
    }
    // A millisecond before the first instant of the range, so that a fire time there is found.
    Instant from = after.isBefore(BEGIN) ? BEGIN.minusMillis(1) : after;
    Instant to = until.isAfter(END) ? END : until;
    return NewestFireTimes.between(time -> nextOrNull(schedule, anchor, time), from, to, limit);
  }

  static @Nullable Instant nextOrNull(Schedule schedule, Instant anchor, Instant after) {
    if (schedule instanceof Schedule.Cron cron) {
      return new ZonedCron(cron).next(after);
    }
    if (schedule instanceof Schedule.FixedRate rate) {
      Instant start = rate.start();
      return onGrid(start == null ? clamp(anchor) : start, rate.period(), after);
    }
    if (schedule instanceof Schedule.Once once) {
      return ifAfter(once.instant(), after);
    }
    if (schedule instanceof Schedule.FixedDelay) {
      return ifAfter(clamp(anchor), after);
    }
    return null; // Schedule.None
  }

  private static @Nullable Instant onGrid(Instant start, Duration period, Instant after) {
    if (after.isBefore(start) || !inRange(after)) {
      return ifAfter(start, after);
    }
    // Both are between the years 0 and 9999 here, so that milliseconds fit in a long by far.
    long periods = ChronoUnit.MILLIS.between(start, after) / period.toMillis() + 1;
    long distance = periods * period.toMillis();
    return distance > ChronoUnit.MILLIS.between(start, END) ? null : start.plusMillis(distance);
  }

  private static @Nullable Instant ifAfter(Instant time, Instant after) {
    return time.isAfter(after) && inRange(time) ? time : null;
  }

  private static boolean inRange(Instant time) {
    return !time.isAfter(END);
  }

  private static Instant clamp(Instant time) {
    if (time.isBefore(BEGIN)) {
      return BEGIN;
    }
    // Beyond the range by a step, so that it is seen to be out of it.
    return inRange(time) ? time.truncatedTo(ChronoUnit.MILLIS) : END.plusMillis(1);
  }
}
