package io.clockwork.job;

/**
 * What a cron that names its hours does with wall-clock times that a gap swallows.
 *
 * <p>A gap is the stretch of wall-clock time that a zone leaves out, mostly in spring: in
 * Europe/Paris the clock goes from 02:00 straight to 03:00 on 29 March 2026, and 02:30 does not
 * exist. The policy has no say over a cron that fires in every hour of the day (see {@link
 * Schedule.Cron}): such a cron follows elapsed time, and no time elapses in a gap.
 *
 * @since 0.1
 */
public enum GapPolicy {
  /**
   * Fire once, at the first instant after the gap (03:00 in the example), however many wall-clock
   * times the gap swallowed, and only once where the cron names that very instant too. The default.
   */
  RUN_AFTER,

  /** Do not fire for wall-clock times that do not exist. */
  SKIP
}
