package io.clockwork.internal.schedule;

import io.clockwork.internal.quartz.UtcCron;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Maps the wall-clock times of a cron to instants.
 *
 * <p>A zone's timeline is a chain of segments of constant offset. Within a segment wall-clock times
 * and instants correspond one to one, so each segment is searched for itself: the first matching
 * wall-clock time in it is the answer, unless the policy for overlaps gives that time to the other
 * pass. Between two segments the policy for gaps may add the instant of the transition. Fire times
 * come out distinct and in order, for instants are compared and never wall-clock times. The rule is
 * stated in {@code docs/design/02-schedules.md}.
 */
final class ZonedCron {
  // A day more than any offset (18 h) on both sides of the years that a cron has.
  private static final Instant BEGIN = Instant.parse("1969-12-30T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-03T00:00:00Z");
  private static final Period SAFE_DISTANCE = Period.ofDays(2);

  private final UtcCron wall;
  private final ZoneRules rules;
  private final boolean addsGaps;
  private final OverlapPolicy overlap;

  ZonedCron(Schedule.Cron cron) {
    wall = UtcCron.of(cron.expression());
    rules = cron.zone().getRules();
    addsGaps = !wall.firesEveryHour() && cron.gap() == GapPolicy.RUN_AFTER;
    overlap = wall.firesEveryHour() ? OverlapPolicy.BOTH : cron.overlap();
  }

  /** The first fire time strictly after an instant; null if there is none. */
  @Nullable Instant next(Instant after) {
    if (after.isAfter(END)) {
      return null;
    }
    Instant from = after.isBefore(BEGIN) ? BEGIN : after;
    boolean strictly = true;
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      ZoneOffsetTransition end = rules.nextTransition(from);
      LocalDateTime due = firstDue(LocalDateTime.ofInstant(from, offset), strictly, offset, end);
      if (due != null && (end == null || due.isBefore(end.getDateTimeBefore()))) {
        return due.toInstant(offset);
      }
      if (end == null || (due == null && !strictly)) {
        return null;
      }
      if (addsGaps && due != null && end.isGap() && due.isBefore(end.getDateTimeAfter())) {
        return end.getInstant();
      }
      from = end.getInstant();
      if (!strictly && due != null) {
        from = skip(from, due);
      }
      strictly = false;
    }
  }

  /**
   * The first matching wall-clock time that the current segment may use. One at or behind the
   * segment's end, or none, says that the segment has no fire time; what is before it, later
   * segments do not have either.
   */
  private @Nullable LocalDateTime firstDue(
      LocalDateTime from, boolean strictly, ZoneOffset offset, @Nullable ZoneOffsetTransition end) {
    LocalDateTime due = wall.nextAfter(strictly ? from : from.minusNanos(1));
    while (due != null
        && overlap != OverlapPolicy.BOTH
        && (end == null || due.isBefore(end.getDateTimeBefore()))) {
      ZoneOffsetTransition repeats = rules.getTransition(due);
      if (repeats == null || !repeats.isOverlap()) {
        return due;
      }
      ZoneOffset wanted =
          overlap == OverlapPolicy.FIRST ? repeats.getOffsetBefore() : repeats.getOffsetAfter();
      if (wanted.equals(offset)) {
        return due;
      }
      if (overlap == OverlapPolicy.LAST) {
        return repeats.getDateTimeBefore(); // the segment's end: the next one has this time again
      }
      due = wall.nextAfter(repeats.getDateTimeBefore().minusNanos(1));
    }
    return due;
  }

  /**
   * Skips segments that cannot have a match: a whole segment was searched from its start and the
   * next matching wall-clock time is far behind its end.
   */
  private static Instant skip(Instant from, LocalDateTime due) {
    Instant near = due.toInstant(ZoneOffset.UTC).minus(SAFE_DISTANCE);
    return near.isAfter(from) ? near : from;
  }
}
