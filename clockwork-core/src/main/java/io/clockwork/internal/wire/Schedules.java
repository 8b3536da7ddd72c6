package io.clockwork.internal.wire;

import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Schedule;
import java.time.ZoneId;
import java.util.List;

/** Schedules. */
final class Schedules {
  private static final Numbers<GapPolicy> GAPS =
      new Numbers<>(GapPolicy.class, List.of(GapPolicy.RUN_AFTER, GapPolicy.SKIP));
  private static final Numbers<OverlapPolicy> OVERLAPS =
      new Numbers<>(
          OverlapPolicy.class,
          List.of(OverlapPolicy.FIRST, OverlapPolicy.LAST, OverlapPolicy.BOTH));

  private Schedules() {}

  static void writeSchedule(FieldWriter out, Schedule schedule) {
    if (schedule instanceof Schedule.None) {
      out.message(1, schedule, (inner, none) -> {});
    } else if (schedule instanceof Schedule.Cron cron) {
      out.message(2, cron, Schedules::writeCron);
    } else if (schedule instanceof Schedule.FixedRate rate) {
      out.message(3, rate, Schedules::writeRate);
    } else if (schedule instanceof Schedule.FixedDelay delay) {
      out.message(4, delay, Schedules::writeDelay);
    } else if (schedule instanceof Schedule.Once once) {
      out.message(5, once.instant(), Values::writeInstant);
    }
  }

  static Schedule readSchedule(FieldReader in) throws WireException {
    Schedule found = in.messageOrNull(1, inner -> new Schedule.None());
    found = found != null ? found : in.messageOrNull(2, Schedules::readCron);
    found = found != null ? found : in.messageOrNull(3, Schedules::readRate);
    found = found != null ? found : in.messageOrNull(4, Schedules::readDelay);
    found =
        found != null
            ? found
            : in.messageOrNull(5, inner -> new Schedule.Once(Values.readInstant(inner)));
    if (found == null) {
      throw in.noneOf("schedule");
    }
    return found;
  }

  private static void writeCron(FieldWriter out, Schedule.Cron cron) {
    out.text(1, cron.expression(), Limits.TEXT);
    out.text(2, cron.zone().getId(), Limits.TEXT);
    out.constant(3, GAPS, cron.gap());
    out.constant(4, OVERLAPS, cron.overlap());
  }

  private static Schedule readCron(FieldReader in) throws WireException {
    return new Schedule.Cron(
        in.text(1, Limits.TEXT),
        ZoneId.of(in.text(2, Limits.TEXT)),
        in.constant(3, GAPS),
        in.constant(4, OVERLAPS));
  }

  private static void writeRate(FieldWriter out, Schedule.FixedRate rate) {
    out.message(1, rate.period(), Values::writeDuration);
    out.message(2, rate.start(), Values::writeInstant);
  }

  private static Schedule readRate(FieldReader in) throws WireException {
    return new Schedule.FixedRate(
        in.message(1, Values::readDuration), in.messageOrNull(2, Values::readInstant));
  }

  private static void writeDelay(FieldWriter out, Schedule.FixedDelay delay) {
    out.message(1, delay.delay(), Values::writeDuration);
  }

  private static Schedule readDelay(FieldReader in) throws WireException {
    return new Schedule.FixedDelay(in.message(1, Values::readDuration));
  }
}
