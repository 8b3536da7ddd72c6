package io.clockwork.internal.engine;

import io.clockwork.internal.condition.Ends;
import io.clockwork.internal.condition.Evaluation;
import io.clockwork.internal.condition.Truth;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.schedule.DurationText;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of the jobs that this member owns. They are evaluated on the ledger, never on a
 * message: whoever owns a job sees which root causes meet its condition and are not answered yet by
 * a run of that job.
 */
final class Triggers {
  private static final Comparator<Met> AGE =
      Comparator.comparing(Met::since).thenComparing(met -> met.id().toString());

  private record Met(RunId id, Instant since, List<RunId> by) {}

  private final Context context;
  private final Ownership ownership;
  private final Claims claims;
  private final Forgotten forgotten;
  private final Duration takeover;
  private final BiConsumer<String, RootCause> reviewLater;
  private final Map<RunId, Timers.Timer> watches = new HashMap<>();
  private final Map<String, Set<String>> dependents = new HashMap<>();
  private final Map<String, Condition> conditions = new HashMap<>();

  Triggers(
      Context context,
      Ownership ownership,
      Claims claims,
      Duration takeover,
      BiConsumer<String, RootCause> reviewLater) {
    this.takeover = takeover;
    this.reviewLater = reviewLater;
    this.context = context;
    this.ownership = ownership;
    this.claims = claims;
    this.forgotten = new Forgotten(context.ledger);
  }

  /** Returns the jobs whose condition mentions a job. */
  Set<String> dependents(String job) {
    return dependents.getOrDefault(job, Set.of());
  }

  /** Returns the conditions of all jobs that have one. */
  Map<String, Condition> conditions() {
    return conditions;
  }

  /** A definition came, changed or went. */
  void defined(JobEntry entry) {
    Condition before = conditions.remove(entry.job());
    if (before != null) {
      before.jobs().forEach(job -> dependents(job).remove(entry.job()));
    }
    JobDefinition definition = entry.definition();
    Condition condition = definition == null ? null : definition.condition();
    if (condition != null) {
      conditions.put(entry.job(), condition);
      for (String job : condition.jobs()) {
        dependents.computeIfAbsent(job, any -> new LinkedHashSet<>()).add(entry.job());
      }
    }
  }

  /** Looks at one root cause for one job, after a run of a mentioned job ended. */
  void review(String job, RootCause root) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    int rank = entry == null ? -1 : ownership.rank(entry);
    if (entry == null || definition == null || rank < 0) {
      return;
    }
    Met met = met(entry, definition, root);
    if (met == null || watched(met, rank)) {
      return;
    }
    if (met.since().isBefore(edge(definition))) {
      review(job);
    } else {
      claim(met, definition, rank);
    }
  }

  /** Looks at every root cause for one job, after it came to this member or changed. */
  void review(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    Condition condition = conditions.get(job);
    int rank = entry == null || condition == null ? -1 : ownership.rank(entry);
    if (entry == null || definition == null || condition == null || rank < 0) {
      return;
    }
    List<Met> late = new ArrayList<>();
    List<Met> fresh = new ArrayList<>();
    for (RootCause root : roots(condition)) {
      Met met = met(entry, definition, root);
      if (met == null || watched(met, rank)) {
        continue;
      }
      if (met.since().isBefore(edge(definition))) {
        late.add(met);
      } else {
        fresh.add(met);
      }
    }
    fresh.sort(AGE);
    fresh.forEach(met -> claim(met, definition, rank));
    settleLate(definition, late, !fresh.isEmpty(), rank);
  }

  private void settleLate(JobDefinition definition, List<Met> late, boolean fresh, int rank) {
    late.sort(AGE);
    MisfirePolicy policy = definition.misfire();
    int keep = policy.kind() == MisfirePolicy.Kind.RUN_ONCE_NOW && fresh ? 0 : policy.cap();
    for (int i = 0; i < late.size(); i++) {
      Met met = late.get(i);
      if (i < late.size() - keep) {
        claims.submit(
            Plan.not(
                met.id(),
                new Cause.Met(met.by()),
                met.since(),
                new Plan.Instead(
                    RunState.MISSED,
                    "its condition was met, and it was not started within "
                        + DurationText.of(definition.deadline())
                        + context.whyNot(met.since()),
                    List.of())));
      } else {
        claim(met, definition, rank);
      }
    }
  }

  private void claim(Met met, JobDefinition definition, int rank) {
    claims.submit(
        Plan.start(
            met.id(),
            1,
            new Cause.Met(met.by()),
            met.since(),
            context.now(),
            definition.deadline()),
        rank);
  }

  /**
   * Returns whether it is not this member's turn yet, and sees to it that it will be looked at
   * then.
   */
  private boolean watched(Met met, int rank) {
    Instant turn = context.turn(met.since(), takeover, rank);
    if (!turn.isAfter(context.wall())) {
      return false;
    }
    if (!watches.containsKey(met.id())) {
      Duration wait = Duration.between(context.wall(), turn);
      watches.put(
          met.id(),
          context.after(
              wait,
              () -> {
                watches.remove(met.id());
                reviewLater.accept(met.id().job(), met.id().root());
              }));
    }
    return true;
  }

  /** A run is known: nobody needs to watch whether it comes. */
  void learnt(RunId run) {
    Timers.Timer watch = watches.isEmpty() ? null : watches.remove(run);
    if (watch != null) {
      watch.cancel();
    }
  }

  private Instant edge(JobDefinition definition) {
    return context.wall().minus(definition.deadline());
  }

  private Set<RootCause> roots(Condition condition) {
    Set<RootCause> roots = new HashSet<>();
    for (String job : condition.jobs()) {
      History history = context.ledger.history(job);
      if (history != null) {
        for (Run run : history.inNoOrder()) {
          if (run.state().isEnded()) {
            roots.add(run.id().root());
          }
        }
      }
    }
    return roots;
  }

  /** Returns the run that a root cause asks for, or null if it asks for none or has its answer. */
  private @Nullable Met met(JobEntry entry, JobDefinition definition, RootCause root) {
    Condition condition = definition.condition();
    boolean every = definition.placement() instanceof Placement.EveryMember;
    RunId id = new RunId(entry.job(), root, every ? context.self.name() : null);
    if (condition == null || context.ledger.run(id) != null) {
      return null;
    }
    if (Evaluation.of(condition, ends(context.ledger, root)) != Truth.TRUE) {
      return null;
    }
    Instant since = Instant.MIN;
    List<RunId> by = new ArrayList<>();
    for (Run run : context.ledger.runs(root)) {
      Instant end = run.endedAt();
      if (run.state().isEnded() && end != null && condition.jobs().contains(run.job())) {
        since = latest(since, end);
        by.add(run.id());
      }
    }
    by.sort(Comparator.comparing(RunId::toString));
    Instant oldest = every ? latest(entry.anchor(), context.since) : entry.anchor();
    return since.isBefore(oldest) || forgotten.answered(entry.job(), condition, root)
        ? null
        : new Met(id, since, by);
  }

  /** Returns how a job's runs of one root cause ended, as conditions ask for it. */
  static Function<String, Ends> ends(Ledger ledger, RootCause root) {
    List<Run> runs = ledger.runs(root);
    return job -> {
      List<RunState> states = new ArrayList<>();
      boolean every = false;
      for (Run run : runs) {
        if (run.job().equals(job)) {
          states.add(run.state());
          every |= run.id().member() != null;
        }
      }
      return states.isEmpty() ? Ends.NONE : Ends.ofRuns(states, !every);
    };
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
