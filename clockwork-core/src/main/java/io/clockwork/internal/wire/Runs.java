package io.clockwork.internal.wire;

import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.util.List;

/** Runs and their causes. */
final class Runs {
  private static final Numbers<RunState> STATES =
      new Numbers<>(
          RunState.class,
          List.of(
              RunState.CLAIMED,
              RunState.RUNNING,
              RunState.MISSED,
              RunState.SKIPPED,
              RunState.LOST,
              RunState.FAILED,
              RunState.SUCCEEDED));

  private Runs() {}

  static void writeRun(FieldWriter out, Run run) {
    out.message(1, run.id(), Values::writeRunId);
    out.message(2, run.cause(), Runs::writeCause);
    out.constant(3, STATES, run.state());
    out.count(4, run.attempt());
    out.count(5, run.token());
    out.message(6, run.owner(), Values::writeNode);
    out.message(7, run.at(), Values::writeInstant);
    out.message(8, run.startedAt(), Values::writeInstant);
    out.message(9, run.endedAt(), Values::writeInstant);
    out.text(10, run.reason(), Run.MAX_REASON);
    out.text(11, run.stackTrace(), Run.MAX_STACK_TRACE);
    out.text(12, run.output(), Run.MAX_OUTPUT);
    out.map(13, run.parameters());
  }

  static Run readRun(FieldReader in) throws WireException {
    return new Run(
        in.message(1, Values::readRunId),
        in.message(2, Runs::readCause),
        in.constant(3, STATES),
        in.smallCount(4),
        in.count(5),
        in.message(6, Values::readNode),
        in.message(7, Values::readInstant),
        in.messageOrNull(8, Values::readInstant),
        in.messageOrNull(9, Values::readInstant),
        in.textOrNull(10, Run.MAX_REASON),
        in.textOrNull(11, Run.MAX_STACK_TRACE),
        in.textOrNull(12, Run.MAX_OUTPUT),
        in.map(13));
  }

  private static void writeCause(FieldWriter out, Cause cause) {
    if (cause instanceof Cause.Fired fired) {
      out.message(1, fired.fireTime(), Values::writeInstant);
    } else if (cause instanceof Cause.Met met) {
      out.message(2, met, (inner, value) -> inner.list(1, value.by(), Values::writeRunId));
    } else if (cause instanceof Cause.Ordered ordered) {
      out.message(3, ordered, Runs::writeOrdered);
    }
  }

  private static Cause readCause(FieldReader in) throws WireException {
    Cause cause = in.messageOrNull(1, inner -> new Cause.Fired(Values.readInstant(inner)));
    cause = cause != null ? cause : in.messageOrNull(2, Runs::readMet);
    cause = cause != null ? cause : in.messageOrNull(3, Runs::readOrdered);
    if (cause == null) {
      throw in.noneOf("cause");
    }
    return cause;
  }

  private static Cause readMet(FieldReader in) throws WireException {
    List<RunId> by = in.list(1, Values::readRunId);
    if (by.size() > Cause.Met.MAX_RUNS) {
      throw WireException.malformed("a condition was met by " + by.size() + " runs");
    }
    return new Cause.Met(by);
  }

  private static void writeOrdered(FieldWriter out, Cause.Ordered ordered) {
    out.text(1, ordered.orderId(), RootCause.ByOrder.MAX_ID);
    out.text(2, ordered.by(), Limits.TEXT);
  }

  private static Cause readOrdered(FieldReader in) throws WireException {
    return new Cause.Ordered(in.text(1, RootCause.ByOrder.MAX_ID), in.text(2, Limits.TEXT));
  }
}
