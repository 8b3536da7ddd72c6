package io.clockwork.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a job fires by time: at the times of a cron expression, at a fixed rate, with a fixed delay
 * between runs, once, or never. Fire times have a resolution of one millisecond, those of a cron of
 * one second. A schedule is an immutable value, safe for every thread, and prints in a readable
 * form that stays the same from release to release.
 *
 * @since 0.1
 */
public sealed interface Schedule {

  /**
   * Fires at the times of a Quartz cron expression, read in UTC.
   *
   * @param expression as in {@link Cron#expression()}
   * @return the schedule, with {@link GapPolicy#RUN_AFTER} and {@link OverlapPolicy#FIRST}
   * @throws IllegalArgumentException if the expression is blank or has not 6 or 7 fields; for its
   *     other errors see {@link Cron}
   */
  static Cron cron(String expression) {
    return cron(expression, ZoneId.of("UTC"));
  }

  /**
   * Fires at the times of a Quartz cron expression, read as wall-clock times of a zone.
   *
   * @param expression as in {@link Cron#expression()}
   * @param zone the zone whose wall clock the expression means
   * @return the schedule, with {@link GapPolicy#RUN_AFTER} and {@link OverlapPolicy#FIRST}
   * @throws IllegalArgumentException if the expression is blank or has not 6 or 7 fields; for its
   *     other errors see {@link Cron}
   */
  static Cron cron(String expression, ZoneId zone) {
    return new Cron(expression, zone, GapPolicy.RUN_AFTER, OverlapPolicy.FIRST);
  }

  /**
   * Fires at a fixed rate, the first time at the instant at which the job was first registered. Use
   * {@link FixedRate#startingAt(Instant)} for another first fire time.
   *
   * @param period from one fire time to the next: whole milliseconds, 1 ms to 10,000 years
   * @return the schedule
   * @throws IllegalArgumentException if the period is out of these bounds
   */
  static FixedRate every(Duration period) {
    return new FixedRate(period, null);
  }

  /**
   * Fires when the job is registered, and then each time that a delay has passed since the end of
   * the last run.
   *
   * @param delay from the end of a run to the next fire time: whole milliseconds, 1 ms to 10,000
   *     years
   * @return the schedule
   * @throws IllegalArgumentException if the delay is out of these bounds
   */
  static FixedDelay withDelay(Duration delay) {
    return new FixedDelay(delay);
  }

  /**
   * Fires once.
   *
   * @param instant the fire time, from 1970 to 9999; cut to milliseconds
   * @return the schedule
   * @throws IllegalArgumentException if the instant is out of these bounds
   */
  static Once at(Instant instant) {
    return new Once(instant);
  }

  /**
   * Never fires by time: the job runs only by its condition or by order.
   *
   * @return the schedule
   */
  static None none() {
    return new None();
  }

  /**
   * The schedule in a readable form, such as {@code cron 0 30 2 * * ? in Europe/Paris}, {@code
   * every 1m30s}, {@code 30s after each run}, {@code at 2026-12-01T02:00:00Z}, {@code none}.
   * Settings that are not the default follow it.
   *
   * @return the text
   */
  @Override
  String toString();

  /**
   * A cron expression in the wall-clock time of a zone.
   *
   * <p>Where the zone's clock jumps, the hour field decides what the expression means. One that
   * <em>fires in every hour of the day</em> ({@code *}, {@code 0/1}, {@code 0-23}) means a rhythm:
   * it follows elapsed time, firing in both passes of an overlap and adding nothing for a gap. One
   * that <em>names its hours</em> (anything else) means wall-clock times: each is to come once a
   * day, and {@link #gap()} and {@link #overlap()} say what to do with those that the zone leaves
   * out or brings twice. Several causes for one instant are one fire time.
   *
   * <p>The constructor checks only the number of fields. The expression is checked in full when the
   * job is registered, which refuses it with an {@link IllegalArgumentException} if it is no valid
   * expression or has no fire time at all from 1970 to 2099, such as 31 February. A cron fires
   * neither before 1970 nor after 2099.
   *
   * @param expression a Quartz cron expression: seconds, minutes, hours, day of month, month, day
   *     of week (1 or SUN to 7 or SAT) and optionally the year (1970 to 2099), with {@code ?} in
   *     exactly one of the two day fields; blanks around fields are folded
   * @param zone the zone whose wall clock the expression means
   * @param gap what to do with wall-clock times that do not exist
   * @param overlap what to do with wall-clock times that come twice
   * @since 0.1
   */
  record Cron(String expression, ZoneId zone, GapPolicy gap, OverlapPolicy overlap)
      implements Schedule {

    /**
     * Checks the number of fields and folds blanks.
     *
     * @throws IllegalArgumentException if the expression is blank or has not 6 or 7 fields
     */
    public Cron {
      expression = CronText.fold(expression);
      Objects.requireNonNull(zone, "zone");
      Objects.requireNonNull(gap, "gap");
      Objects.requireNonNull(overlap, "overlap");
    }

    /**
     * The same cron with another policy for gaps.
     *
     * @param policy what to do with wall-clock times that do not exist
     * @return a new schedule
     */
    public Cron gap(GapPolicy policy) {
      return new Cron(expression, zone, policy, overlap);
    }

    /**
     * The same cron with another policy for overlaps.
     *
     * @param policy what to do with wall-clock times that come twice
     * @return a new schedule
     */
    public Cron overlap(OverlapPolicy policy) {
      return new Cron(expression, zone, gap, policy);
    }

    @Override
    public String toString() {
      return "cron "
          + expression
          + " in "
          + zone
          + (gap == GapPolicy.RUN_AFTER ? "" : ", gap " + gap.name().toLowerCase(Locale.ROOT))
          + (overlap == OverlapPolicy.FIRST
              ? ""
              : ", overlap " + overlap.name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * A fixed rate: the start, and every whole number of periods after it.
   *
   * @param period from one fire time to the next: whole milliseconds, 1 ms to 10,000 years
   * @param start the first fire time, from 1970 to 9999, cut to milliseconds; null (the default)
   *     for the instant at which the job was first registered
   * @since 0.1
   */
  record FixedRate(Duration period, @Nullable Instant start) implements Schedule {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the period or the start is out of bounds
     */
    public FixedRate {
      Limits.checkDuration("the period of a fixed rate", period);
      start = start == null ? null : Limits.checkInstant("the start of a fixed rate", start);
    }

    /**
     * The same rate with another first fire time. One in the past only sets the phase of the rate.
     *
     * @param instant the first fire time, from 1970 to 9999; cut to milliseconds
     * @return a new schedule
     * @throws IllegalArgumentException if the instant is out of these bounds
     */
    public FixedRate startingAt(Instant instant) {
      return new FixedRate(period, Objects.requireNonNull(instant, "instant"));
    }

    @Override
    public String toString() {
      return "every " + Limits.text(period) + (start == null ? "" : ", starting at " + start);
    }
  }

  /**
   * A fixed delay between the end of one run and the next fire time. The first fire time is the
   * instant at which the job was first registered.
   *
   * @param delay whole milliseconds, 1 ms to 10,000 years
   * @since 0.1
   */
  record FixedDelay(Duration delay) implements Schedule {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the delay is out of bounds
     */
    public FixedDelay {
      Limits.checkDuration("the delay of a schedule", delay);
    }

    @Override
    public String toString() {
      return Limits.text(delay) + " after each run";
    }
  }

  /**
   * A single fire time.
   *
   * @param instant from 1970 to 9999; cut to milliseconds
   * @since 0.1
   */
  record Once(Instant instant) implements Schedule {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the instant is out of bounds
     */
    public Once {
      instant = Limits.checkInstant("the fire time of a job that runs once", instant);
    }

    @Override
    public String toString() {
      return "at " + instant;
    }
  }

  /**
   * No fire time at all.
   *
   * @since 0.1
   */
  record None() implements Schedule {
    @Override
    public String toString() {
      return "none";
    }
  }
}
