package io.clockwork.internal.engine;

import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.History;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of the jobs that this member owns.
 *
 * <p>A job's fire times are settled one after the other: the next is looked at only when the ledger
 * has a record of the one before. So the latest fire time in the ledger says that all before it are
 * settled, and whoever takes the job over goes on right after it.
 */
final class Fires {
  private final Context context;
  private final Ownership ownership;
  private final Claims claims;
  private final Map<String, Instant> armed = new HashMap<>();
  private final Map<String, Instant> ownedSince = new HashMap<>();

  Fires(Context context, Ownership ownership, Claims claims) {
    this.context = context;
    this.ownership = ownership;
    this.claims = claims;
  }

  /** The job's timer ended. */
  void fired(String job) {
    armed.remove(job);
    review(job);
  }

  /** This member may own nothing for a while. */
  void suspended() {
    ownedSince.clear();
    for (String job : List.copyOf(armed.keySet())) {
      disarm(job);
    }
  }

  /** Does what is to be done for a job now, and arms its timer for what is to be done next. */
  void review(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    if (entry == null
        || definition == null
        || definition.schedule() instanceof Schedule.None
        || context.leaving()
        || !ownership.mine(entry)) {
      ownedSince.remove(job);
      disarm(job);
      return;
    }
    ownedSince.putIfAbsent(job, context.wall());
    String suffix =
        definition.placement() instanceof Placement.EveryMember ? context.self.name() : null;
    while (true) {
      Instant next = settleMissed(entry, definition, suffix);
      if (next == null) {
        disarm(job);
        return;
      }
      if (next.isAfter(context.wall())) {
        arm(job, next);
        return;
      }
      if (!skipped(entry, definition, suffix, next)) {
        return;
      }
    }
  }

  /**
   * Records the fire times that are past their deadline as the misfire policy says.
   *
   * @return the next fire time to run, which may be due already; null if there is none, or none yet
   */
  private @Nullable Instant settleMissed(
      JobEntry entry, JobDefinition definition, @Nullable String suffix) {
    Schedule schedule = definition.schedule();
    Instant after = after(entry, definition, suffix);
    Instant edge = context.wall().minus(definition.deadline()).minusMillis(1);
    if (schedule instanceof Schedule.FixedDelay delay) {
      return afterLastRun(delay, entry, suffix);
    }
    Instant next = FireTimes.next(schedule, entry.anchor(), after).orElse(null);
    if (next == null || next.isAfter(edge)) {
      return next;
    }
    FireWindow late =
        FireTimes.between(schedule, entry.anchor(), after, edge, MisfirePolicy.MAX_CAP);
    Instant fresh = FireTimes.next(schedule, entry.anchor(), edge).orElse(null);
    boolean somethingDue = fresh != null && !fresh.isAfter(context.wall());
    MisfirePolicy policy = definition.misfire();
    int keep = policy.kind() == MisfirePolicy.Kind.RUN_ONCE_NOW && somethingDue ? 0 : policy.cap();
    List<Instant> times = late.fireTimes();
    int missed = Math.max(0, times.size() - keep);
    for (int i = 0; i < missed; i++) {
      boolean more = i == 0 && late.olderLeftOut();
      record(
          definition,
          suffix,
          times.get(i),
          RunState.MISSED,
          "not started within "
              + definition.deadline()
              + (more ? "; older fire times were missed too, and are not listed" : ""));
    }
    return missed < times.size() ? times.get(missed) : fresh;
  }

  private Instant after(JobEntry entry, JobDefinition definition, @Nullable String suffix) {
    History history = context.ledger.history(definition.name());
    Instant last = history == null ? null : history.lastFireTime(suffix);
    // An instant given for once may lie a little before the job was heard of: it still is on time.
    Instant floor =
        definition.schedule() instanceof Schedule.Once
            ? entry.anchor().minus(definition.deadline()).minusMillis(1)
            : entry.anchor().minusMillis(1);
    if (suffix != null && floor.isBefore(context.since)) {
      floor = context.since.minusMillis(1);
    }
    return last == null || last.isBefore(floor) ? floor : last;
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

  /**
   * Deals with a fire time that is due.
   *
   * @return whether it was skipped, so that the next one is to be looked at
   */
  private boolean skipped(
      JobEntry entry, JobDefinition definition, @Nullable String suffix, Instant fireTime) {
    RunId id = new RunId(entry.job(), new RootCause.AtTime(fireTime), suffix);
    if (claims.isPending(id)) {
      return false;
    }
    Run going = definition.overlap() == Overlap.SKIP ? going(entry.job(), suffix) : null;
    boolean inherited = fireTime.isBefore(ownedSince.getOrDefault(entry.job(), Instant.MIN));
    if (going != null && !(inherited && going.at().isAfter(fireTime))) {
      record(
          definition,
          suffix,
          fireTime,
          RunState.SKIPPED,
          "still running: " + going.id() + " on " + going.member());
      return true;
    }
    if (going != null) {
      // Left over from before this member took the job over, as is the run that is going: this one
      // follows when that one ends.
      return false;
    }
    claims.submit(new Plan(id, 1, new Cause.Fired(fireTime), fireTime, Map.of()));
    return false;
  }

  private @Nullable Run going(String job, @Nullable String suffix) {
    History history = context.ledger.history(job);
    if (history == null || !history.anyActive()) {
      return null;
    }
    for (Run run : history.active()) {
      if (suffix == null || suffix.equals(run.id().member())) {
        return run;
      }
    }
    return null;
  }

  private void record(
      JobDefinition definition,
      @Nullable String suffix,
      Instant fireTime,
      RunState state,
      String reason) {
    RunId id = new RunId(definition.name(), new RootCause.AtTime(fireTime), suffix);
    context.write(
        new RunEntry(
            Records.notRun(
                id, new Cause.Fired(fireTime), state, context.me(), context.wall(), reason)));
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
