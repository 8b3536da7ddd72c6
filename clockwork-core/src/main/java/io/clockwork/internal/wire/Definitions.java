package io.clockwork.internal.wire;

import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.JobName;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs' definitions; a condition travels as its text. */
final class Definitions {
  private static final Numbers<MisfirePolicy.Kind> MISFIRES =
      new Numbers<>(
          MisfirePolicy.Kind.class,
          List.of(
              MisfirePolicy.Kind.SKIP,
              MisfirePolicy.Kind.RUN_ONCE_NOW,
              MisfirePolicy.Kind.RUN_ALL));
  private static final Numbers<Overlap> OVERLAPS =
      new Numbers<>(Overlap.class, List.of(Overlap.SKIP, Overlap.ALLOW));
  private static final Numbers<Recovery> RECOVERIES =
      new Numbers<>(Recovery.class, List.of(Recovery.AT_MOST_ONCE, Recovery.AT_LEAST_ONCE));

  private Definitions() {}

  static void writeDefinition(FieldWriter out, JobDefinition job) {
    Condition condition = job.condition();
    out.text(1, job.name(), JobName.MAX_LENGTH);
    out.message(2, job.schedule(), Schedules::writeSchedule);
    out.text(3, condition == null ? null : condition.toString(), Condition.MAX_TEXT);
    out.message(4, job.placement(), Definitions::writePlacement);
    out.message(5, job.misfire(), Definitions::writeMisfire);
    out.message(6, job.deadline(), Values::writeDuration);
    out.constant(7, OVERLAPS, job.overlap());
    out.constant(8, RECOVERIES, job.recovery());
    out.flag(9, job.anyPartition());
  }

  static JobDefinition readDefinition(FieldReader in) throws WireException {
    return new JobDefinition(
        in.text(1, JobName.MAX_LENGTH),
        in.message(2, Schedules::readSchedule),
        condition(in.textOrNull(3, Condition.MAX_TEXT)),
        in.message(4, Definitions::readPlacement),
        in.message(5, Definitions::readMisfire),
        in.message(6, Values::readDuration),
        in.constant(7, OVERLAPS),
        in.constant(8, RECOVERIES),
        in.flag(9));
  }

  private static @Nullable Condition condition(@Nullable String text) {
    return text == null ? null : Condition.parse(text);
  }

  private static void writeMisfire(FieldWriter out, MisfirePolicy misfire) {
    out.constant(1, MISFIRES, misfire.kind());
    out.count(2, misfire.cap());
  }

  private static MisfirePolicy readMisfire(FieldReader in) throws WireException {
    return new MisfirePolicy(in.constant(1, MISFIRES), in.smallCount(2));
  }

  private static void writePlacement(FieldWriter out, Placement placement) {
    if (placement instanceof Placement.AnyMember) {
      out.message(1, placement, (inner, any) -> {});
    } else if (placement instanceof Placement.NamedMember named) {
      out.message(2, named, (inner, value) -> inner.text(1, value.member(), Limits.TEXT));
    } else if (placement instanceof Placement.Labelled labelled) {
      out.message(3, labelled, (inner, value) -> inner.map(1, value.labels()));
    } else if (placement instanceof Placement.EveryMember) {
      out.message(4, placement, (inner, every) -> {});
    }
  }

  private static Placement readPlacement(FieldReader in) throws WireException {
    Placement found = in.messageOrNull(1, inner -> new Placement.AnyMember());
    found = found != null ? found : in.messageOrNull(2, Definitions::readNamed);
    found = found != null ? found : in.messageOrNull(3, Definitions::readLabelled);
    found = found != null ? found : in.messageOrNull(4, inner -> new Placement.EveryMember());
    if (found == null) {
      throw in.noneOf("placement");
    }
    return found;
  }

  private static Placement readNamed(FieldReader in) throws WireException {
    return new Placement.NamedMember(in.text(1, Limits.TEXT));
  }

  private static Placement readLabelled(FieldReader in) throws WireException {
    return new Placement.Labelled(in.map(1));
  }
}
