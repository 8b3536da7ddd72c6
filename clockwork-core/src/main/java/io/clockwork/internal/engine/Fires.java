package io.clockwork.internal.engine;

import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.schedule.DurationText;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.internal.schedule.FireWindow;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of the jobs that this member owns.
 *
 * <p>A job's fire times are settled one after the other: the next is looked at only when the ledger
 * has a record of the one before. So the latest fire time in the ledger says that all before it are
 * settled, and whoever takes the job over goes on right after it.
 */
final class Fires {
  private record Watch(Instant at, Timers.Timer timer) {}

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Context context;
  private final Ownership ownership;
  private final Claims claims;
  private final Duration takeover;
  private final Consumer<String> reviewLater;
  private final Map<String, Instant> armed = new HashMap<>();
  private final Map<String, Watch> watches = new HashMap<>();
  private final Map<String, Instant> ownedSince = new HashMap<>();

  Fires(
      Context context,
      Ownership ownership,
      Claims claims,
      Duration takeover,
      Consumer<String> reviewLater) {
    this.takeover = takeover;
    this.reviewLater = reviewLater;
    this.context = context;
    this.ownership = ownership;
    this.claims = claims;
  }

  /** The job's timer ended. */
  void fired(String job) {
    armed.remove(job);
    reviewLater.accept(job);
  }

  /** This member may own nothing for a while. */
  void suspended() {
    ownedSince.clear();
    for (String job : List.copyOf(armed.keySet())) {
      disarm(job);
    }
    watches.values().forEach(watch -> watch.timer().cancel());
    watches.clear();
  }

  /** Does what is to be done for a job now, and arms its timer for what is to be done next. */
  void review(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    int rank = entry == null ? -1 : ownership.rank(entry);
    if (entry == null
        || definition == null
        || rank < 0
        || definition.schedule() instanceof Schedule.None) {
      ownedSince.remove(job);
      disarm(job);
      unwatch(job);
      return;
    }
    String suffix =
        definition.placement() instanceof Placement.EveryMember ? context.self.name() : null;
    Instant next = next(entry, definition, suffix);
    if (rank == 0) {
      unwatch(job);
      ownedSince.putIfAbsent(job, context.wall());
      if (next != null && next.isAfter(context.wall())) {
        arm(job, next);
        return;
      }
      disarm(job);
    } else {
      ownedSince.remove(job);
      disarm(job);
      Instant turn = next == null ? null : context.turn(next, takeover, rank);
      if (turn != null && turn.isAfter(context.wall())) {
        watch(job, turn);
        return;
      }
      unwatch(job);
    }
    if (next != null) {
      due(entry, definition, suffix, next, rank);
    }
  }

  /** Returns the earliest fire time that is not settled; null if there is none, or none yet. */
  private @Nullable Instant next(
      JobEntry entry, JobDefinition definition, @Nullable String suffix) {
    if (definition.schedule() instanceof Schedule.FixedDelay delay) {
      return afterLastRun(delay, entry, suffix);
    }
    return FireTimes.next(definition.schedule(), entry.anchor(), after(entry, definition, suffix))
        .orElse(null);
  }

  /**
   * Claims what is due: the earliest fire time to be run, or those that are past their deadline.
   */
  private void due(
      JobEntry entry, JobDefinition definition, @Nullable String suffix, Instant next, int rank) {
    Instant edge = context.wall().minus(definition.deadline()).minusMillis(1);
    if (next.isAfter(edge) || definition.schedule() instanceof Schedule.FixedDelay) {
      claim(entry, definition, suffix, next, rank);
      return;
    }
    FireWindow late =
        FireTimes.between(
            definition.schedule(),
            entry.anchor(),
            next.minusMillis(1),
            edge,
            MisfirePolicy.MAX_CAP);
    Instant fresh = FireTimes.next(definition.schedule(), entry.anchor(), edge).orElse(null);
    boolean somethingDue = fresh != null && !fresh.isAfter(context.wall());
    MisfirePolicy policy = definition.misfire();
    int keep = policy.kind() == MisfirePolicy.Kind.RUN_ONCE_NOW && somethingDue ? 0 : policy.cap();
    List<Instant> times = late.fireTimes();
    int missed = Math.max(0, times.size() - keep);
    if (missed > 0) {
      String more =
          late.olderLeftOut() ? "; still older fire times were missed and not listed" : "";
      decide(
          entry.job(),
          suffix,
          times.get(0),
          new Plan.Instead(
              RunState.MISSED,
              "not started within "
                  + DurationText.of(definition.deadline())
                  + context.whyNot(times.get(0))
                  + more,
              times.subList(1, missed)));
    } else {
      claim(entry, definition, suffix, times.get(0), rank);
    }
  }

  private Instant after(JobEntry entry, JobDefinition definition, @Nullable String suffix) {
    History history = context.ledger.history(definition.name());
    Instant last = history == null ? null : history.lastFireTime(suffix);
    Instant forgotten = forgotten(definition);
    if (last == null || last.isBefore(forgotten)) {
      last = forgotten;
    }
    // An instant given for once may lie a little before the job was heard of: it still is on time.
    Instant floor =
        definition.schedule() instanceof Schedule.Once
            ? entry.anchor().minus(definition.deadline()).minusMillis(1)
            : entry.anchor().minusMillis(1);
    if (suffix != null && floor.isBefore(context.since)) {
      floor = context.since.minusMillis(1);
    }
    return last.isBefore(floor) ? floor : last;
  }

  /** Returns before when nothing was due, for an engine with a bug. */
  private Instant forgotten(JobDefinition definition) {
    if (context.flaws.contains(Flaw.ARMS_FROM_NOW)) {
      return ownedSince.getOrDefault(definition.name(), Instant.MIN);
    }
    return context.flaws.contains(Flaw.MISSES_SILENTLY)
        ? context.wall().minus(definition.deadline())
        : Instant.MIN;
  }

  private @Nullable Instant afterLastRun(
      Schedule.FixedDelay delay, JobEntry entry, @Nullable String suffix) {
    History history = context.ledger.history(entry.job());
    Run last = history == null ? null : history.lastFired(suffix);
    if (last != null && !last.state().isFinal()) {
      return null;
    }
    Instant end = last == null ? null : last.endedAt() == null ? last.at() : last.endedAt();
    Instant next = FireTimes.afterRun(delay, entry.anchor(), end).orElse(null);
    Instant lastTime = last == null ? null : last.fireTime();
    // Two runs never share a fire time, not even with clocks that differ.
    return next != null && lastTime != null && !next.isAfter(lastTime)
        ? lastTime.plusMillis(1)
        : next;
  }

  private void claim(
      JobEntry entry,
      JobDefinition definition,
      @Nullable String suffix,
      Instant fireTime,
      int rank) {
    RunId id = new RunId(entry.job(), new RootCause.AtTime(fireTime), suffix);
    Run going = definition.overlap() == Overlap.SKIP ? going(entry.job(), suffix) : null;
    if (going != null && isInDoubt(going)) {
      return; // Whether it is running is known when its member speaks, or is gone.
    }
    boolean inherited = fireTime.isBefore(ownedSince.getOrDefault(entry.job(), Instant.MIN));
    if (going != null && !(inherited && going.at().isAfter(fireTime))) {
      decide(
          entry.job(),
          suffix,
          fireTime,
          new Plan.Instead(
              RunState.SKIPPED,
              "still running: " + going.id() + " on " + going.member(),
              List.of()));
    } else if (going == null) {
      claims.submit(
          Plan.start(
              id, 1, new Cause.Fired(fireTime), fireTime, context.now(), definition.deadline()),
          rank);
    }
    // Else both are left over from before this member took the job over: this one follows when that
    // one ends.
  }

  /**
   * Returns whether what was won may be started: another run of its job, which it may not overlap,
   * may have come to be known since it was claimed.
   */
  boolean mayStart(Plan plan) {
    JobEntry entry = context.ledger.job(plan.run().job());
    JobDefinition definition = entry == null ? null : entry.definition();
    if (!(plan.cause() instanceof Cause.Fired)
        || definition == null
        || definition.overlap() != Overlap.SKIP) {
      return true;
    }
    for (Run run : going(plan.run().job())) {
      if (!run.id().equals(plan.run())
          && isSameMember(run, plan.run().member())
          // A run again is claimed while others wait for being run again, but none may be going.
          && (plan.attempt() == 1 || isGoingOn(run))) {
        return false;
      }
    }
    return true;
  }

  private boolean isGoingOn(Run run) {
    View view = context.view();
    return run.state() == RunState.RUNNING && view != null && view.contains(run.owner());
  }

  /** Returns whether others took it for claimed by its owner, which did not say so itself. */
  private boolean isInDoubt(Run run) {
    Slot slot = context.ledger.slot(run.id());
    return run.state() == RunState.CLAIMED
        && slot != null
        && !slot.origin().equals(run.owner())
        && !run.owner().equals(context.me());
  }

  private @Nullable Run going(String job, @Nullable String suffix) {
    for (Run run : going(job)) {
      if (isSameMember(run, suffix)) {
        return run;
      }
    }
    return null;
  }

  private List<Run> going(String job) {
    History history = context.ledger.history(job);
    return history == null || !history.anyActive() ? List.of() : history.active();
  }

  private static boolean isSameMember(Run run, @Nullable String suffix) {
    return suffix == null || suffix.equals(run.id().member());
  }

  /**
   * Claims the right to record that a fire time is not run: nobody may be starting it just then.
   */
  private void decide(String job, @Nullable String suffix, Instant fireTime, Plan.Instead instead) {
    RunId id = new RunId(job, new RootCause.AtTime(fireTime), suffix);
    claims.submit(Plan.not(id, new Cause.Fired(fireTime), fireTime, instead));
  }

  /** Members that are not the owner only keep in mind when it should have started the next run. */
  private void watch(String job, Instant at) {
    Watch before = watches.get(job);
    if (before != null && before.at().equals(at)) {
      return;
    }
    unwatch(job);
    // Looked at again now and then, as wall time may jump.
    Duration wait = Duration.between(context.wall(), at);
    wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    watches.put(
        job,
        new Watch(
            at,
            context.after(
                wait,
                () -> {
                  watches.remove(job);
                  reviewLater.accept(job);
                })));
  }

  private void unwatch(String job) {
    Watch watch = watches.remove(job);
    if (watch != null) {
      watch.timer().cancel();
    }
  }

  private void arm(String job, Instant at) {
    if (!at.equals(armed.put(job, at))) {
      context.ports.arm(job, at);
    }
  }

  private void disarm(String job) {
    if (armed.remove(job) != null) {
      context.ports.disarm(job);
    }
  }
}
