package io.clockwork.job;

/**
 * What a cron that names its hours does with wall-clock times that an overlap brings twice.
 *
 * <p>An overlap is the stretch of wall-clock time that a zone repeats, mostly in autumn: in
 * Europe/Paris the clock goes from 03:00 back to 02:00 on 25 October 2026, and 02:30 comes twice,
 * an hour apart. The policy has no say over a cron that fires in every hour of the day (see {@link
 * Schedule.Cron}): such a cron follows elapsed time and fires in both passes, so that it never
 * falls silent for an hour.
 *
 * @since 0.1
 */
public enum OverlapPolicy {
  /** Fire once, at the first of the two instants. The default. */
  FIRST,

  /** Fire once, at the second of the two instants. */
  LAST,

  /** Fire at both instants. */
  BOTH
}
