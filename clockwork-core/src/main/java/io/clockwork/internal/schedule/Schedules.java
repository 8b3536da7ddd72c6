package io.clockwork.internal.schedule;

import io.clockwork.internal.quartz.UtcCron;
import io.clockwork.job.Schedule;
import java.time.Instant;

/** The checks of schedules that need a calendar, for whoever builds or registers a job. */
public final class Schedules {
  private Schedules() {}

  /**
   * Refuses a schedule that could never fire: a cron that is no valid expression, or that has no
   * fire time in all the years that a cron has. {@link Schedule.None} passes, for it says what it
   * means.
   *
   * @param schedule any schedule
   * @throws IllegalArgumentException with a message that names the expression, what is wrong, and
   *     what would be right
   */
  public static void check(Schedule schedule) {
    if (schedule instanceof Schedule.Cron cron
        && FireTimes.nextOrNull(cron, Instant.MIN, Instant.MIN) == null) {
      throw new IllegalArgumentException(
          "cron expression '%s' in %s never fires from %d to %d: %s"
              .formatted(
                  cron.expression(),
                  cron.zone(),
                  UtcCron.FIRST_YEAR,
                  UtcCron.LAST_YEAR,
                  reason(cron)));
    }
  }

  /**
   * Whether a schedule has a fire time after an instant. One that has none is over, such as a cron
   * whose years are past: no error, but worth a word to the user.
   *
   * @param schedule any schedule
   * @param instant mostly now
   * @return true also for a fixed delay, and for a fixed rate without a start as if registered at
   *     the instant; false for {@link Schedule.None}
   * @throws IllegalArgumentException if the schedule is a cron and no valid expression
   */
  public static boolean firesAfter(Schedule schedule, Instant instant) {
    return schedule instanceof Schedule.FixedDelay
        || FireTimes.next(schedule, instant, instant).isPresent();
  }

  private static String reason(Schedule.Cron cron) {
    if (FireTimes.nextOrNull(Schedule.cron(cron.expression()), Instant.MIN, Instant.MIN) == null) {
      return "no date matches its day, month and year; for the last day of a month use 'L', for a"
          + " job that runs only by order or condition use no schedule";
    }
    return "its wall-clock times all fall into a gap of the zone; choose times that exist"
        + (UtcCron.of(cron.expression()).firesEveryHour() ? "" : ", or the policy RUN_AFTER");
  }
}
