package io.clockwork.internal.engine;

import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.Schedule;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, of a condition that is met, whether it may have been met before and have had its answer in
 * a run that the ledger has forgotten since. Histories are bounded, but a job must not run twice
 * for one root cause only because something else of that cause ended late.
 *
 * <p>An answer is no older than the first end that can have met the condition. So the question is
 * how early that was, as far as is known; where a mentioned job's own run may be forgotten, it is
 * as early as the root cause, unless that job cannot have had a run of that root cause at all.
 */
final class Forgotten {
  private final Ledger ledger;

  Forgotten(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Returns whether a job may have had its run for a root cause, which is not known here. */
  boolean answered(String job, Condition condition, RootCause root) {
    Instant horizon = horizon(job);
    return !horizon.equals(Instant.MIN) && !earliest(condition, root).isAfter(horizon);
  }

  private Instant horizon(String job) {
    History history = ledger.history(job);
    return history == null ? Instant.MIN : history.forgottenBefore(ledger.historyLimit());
  }

  /** Returns how early the condition can have been met; the end of time if not yet. */
  private Instant earliest(Condition condition, RootCause root) {
    if (condition instanceof Condition.AllOf all) {
      return all.terms().stream()
          .map(term -> earliest(term, root))
          .max(Instant::compareTo)
          .orElse(Instant.MAX);
    }
    if (condition instanceof Condition.AnyOf any) {
      return any.terms().stream()
          .map(term -> earliest(term, root))
          .min(Instant::compareTo)
          .orElse(Instant.MAX);
    }
    // What is negated may be settled by the first end.
    boolean byItsSuccess =
        condition instanceof Condition.Atom atom && atom.outcome() == Condition.Outcome.SUCCESS;
    return condition.jobs().stream()
        .map(job -> firstEnd(job, root, byItsSuccess))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Returns when a job's run of a root cause ended first, as far as anybody may have known. */
  private Instant firstEnd(String job, RootCause root, boolean byItsSuccess) {
    Instant begin = begin(root);
    Instant first = Instant.MAX;
    boolean one = false;
    for (Run run : ledger.runs(root)) {
      if (run.job().equals(job)) {
        one = run.id().member() == null;
        Instant end = firstEnd(run, begin, byItsSuccess);
        first = end.isBefore(first) ? end : first;
      }
    }
    boolean more = !one && !begin.isAfter(horizon(job)) && canExist(job, root, new HashSet<>());
    return more && begin.isBefore(first) ? begin : first;
  }

  /**
   * The end that is known may not be the first that was: a run can be given up, at any time since
   * it was claimed, and turn out to have ended well later; and an attempt can end before the next.
   */
  private static Instant firstEnd(Run run, Instant begin, boolean byItsSuccess) {
    Instant end = run.endedAt();
    if (!run.state().isEnded() || end == null) {
      return Instant.MAX;
    }
    Instant first = run.attempt() > 1 ? begin : byItsSuccess ? end : run.at();
    return first.isBefore(end) ? first : end;
  }

  private Instant begin(RootCause root) {
    if (root instanceof RootCause.AtTime time) {
      return time.fireTime();
    }
    Run ordered = ordered(root);
    return ordered == null ? Instant.MIN : ordered.at();
  }

  private @Nullable Run ordered(RootCause root) {
    for (Run run : ledger.runs(root)) {
      if (run.cause() instanceof Cause.Ordered) {
        return run;
      }
    }
    return null;
  }

  /** Returns whether a job can have had a run of a root cause, by its definition. */
  private boolean canExist(String job, RootCause root, Set<String> asked) {
    JobEntry entry = ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    if (entry == null || definition == null || !asked.add(job)) {
      return true;
    }
    Condition condition = definition.condition();
    if (condition != null
        && condition.jobs().stream().anyMatch(other -> canExist(other, root, asked))) {
      return true;
    }
    if (root instanceof RootCause.AtTime time) {
      return condition == null && firesAt(entry, definition.schedule(), time.fireTime());
    }
    Run ordered = ordered(root);
    return ordered == null || ordered.job().equals(job);
  }

  private static boolean firesAt(JobEntry entry, Schedule schedule, Instant time) {
    // By another definition, or by how its runs ended, it may have been due at any time.
    if (time.isBefore(entry.anchor()) || schedule instanceof Schedule.FixedDelay) {
      return true;
    }
    Instant next =
        FireTimes.next(schedule, entry.anchor(), time.minusMillis(1)).orElse(Instant.MAX);
    return Objects.equals(next, time);
  }
}
