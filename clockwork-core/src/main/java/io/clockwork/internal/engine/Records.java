package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of runs. */
final class Records {
  private Records() {}

  /** A run that somebody else may have won, of which no more is known than its id. */
  static Run claimed(Ledger ledger, RunId id, int attempt, long token, NodeId owner, Instant at) {
    return new Run(
        id,
        guess(ledger, id),
        RunState.CLAIMED,
        attempt,
        token,
        owner,
        at,
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  /** The cause of a run of which no more is known than its id. */
  static Cause guess(Ledger ledger, RunId id) {
    if (id.root() instanceof RootCause.ByOrder order && isDirect(ledger, id)) {
      return new Cause.Ordered(order.orderId(), "unknown");
    }
    if (id.root() instanceof RootCause.AtTime time && isDirect(ledger, id)) {
      return new Cause.Fired(time.fireTime());
    }
    return new Cause.Met(List.of());
  }

  private static boolean isDirect(Ledger ledger, RunId id) {
    JobEntry entry = ledger.job(id.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    return definition == null || definition.condition() == null;
  }

  /** A fire time, or another cause, that is not run. */
  static Run notRun(
      RunId id, Cause cause, RunState state, NodeId owner, Instant at, String reason) {
    return new Run(id, cause, state, 0, 0, owner, at, null, at, reason, null, null, Map.of());
  }

  static Run claimed(Plan plan, long token, NodeId owner, Instant now) {
    return new Run(
        plan.run(),
        plan.cause(),
        RunState.CLAIMED,
        plan.attempt(),
        token,
        owner,
        now.isBefore(plan.notBefore()) ? plan.notBefore() : now,
        null,
        null,
        null,
        null,
        null,
        plan.parameters());
  }

  static Run running(Run run, Instant now) {
    Instant started = now.isBefore(run.at()) ? run.at() : now;
    return new Run(
        run.id(),
        run.cause(),
        RunState.RUNNING,
        run.attempt(),
        run.token(),
        run.owner(),
        run.at(),
        started,
        null,
        null,
        null,
        null,
        run.parameters());
  }

  static Run ended(Run run, RunState state, Instant now, Outcome outcome) {
    @Nullable Instant started = run.startedAt();
    Instant earliest = started == null ? run.at() : started;
    return new Run(
        run.id(),
        run.cause(),
        state,
        run.attempt(),
        run.token(),
        run.owner(),
        run.at(),
        started,
        now.isBefore(earliest) ? earliest : now,
        outcome.reason(),
        outcome.stackTrace(),
        outcome.output(),
        run.parameters());
  }

  /** A run that was won, and then not started: it became too late for it. */
  static Run tooLate(Run run, Instant now, String reason) {
    return ended(run, RunState.MISSED, now, new Outcome(false, reason, null, null));
  }
}
