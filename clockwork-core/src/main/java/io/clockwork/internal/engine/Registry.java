package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.View;
import io.clockwork.internal.condition.Cycles;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.schedule.Schedules;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that this member registers. Before its first handover it only keeps them: a definition
 * that the cluster knows already must not be written anew.
 */
final class Registry {
  private static final Duration TURN = Duration.ofMillis(150);

  private final Context context;
  private final Triggers triggers;
  private final Map<String, JobDefinition> early = new LinkedHashMap<>();
  private boolean open;

  /** Jobs that were removed, by whomever, since this member looked at them. */
  private final Set<String> removals = new HashSet<>();

  private long version;

  Registry(Context context, Triggers triggers) {
    this.context = context;
    this.triggers = triggers;
  }

  /**
   * Registers or changes a job.
   *
   * @throws IllegalArgumentException if it is refused; nothing is changed then
   */
  void register(JobDefinition definition) {
    Schedules.check(definition.schedule());
    checkCycle(definition);
    if (open) {
      early.remove(definition.name());
      write(definition);
    } else {
      early.put(definition.name(), definition);
    }
  }

  private void checkCycle(JobDefinition definition) {
    Condition condition = definition.condition();
    if (condition == null) {
      return;
    }
    Map<String, Condition> conditions = new HashMap<>(triggers.conditions());
    early.forEach(
        (job, other) -> {
          Condition theirs = other.condition();
          if (theirs != null) {
            conditions.put(job, theirs);
          }
        });
    List<String> cycle = Cycles.find(conditions, definition.name(), condition);
    if (!cycle.isEmpty()) {
      throw new IllegalArgumentException(
          "job "
              + definition.name()
              + ": its condition closes a cycle, "
              + String.join(" after ", cycle)
              + "; let one of them wait for something else");
    }
  }

  /**
   * A handover is over: the cluster's ledger is here. Members that start together mostly bring the
   * same new jobs: they write them one member after the other, so that all but the first find them
   * there, and each job has one beginning.
   */
  void activated(boolean returned) {
    if (open && returned) {
      assertCarried();
    }
    // Under a name that another has it is not to stay: what it brings must not change anything.
    if (open || context.nameTaken()) {
      return;
    }
    View view = Objects.requireNonNull(context.view());
    if (!context.quorum.maySettle(view)) {
      // The others may know these jobs, and since when: what is written here anew would make the
      // cluster forget what fell due before. And what falls due now could never be claimed, for
      // those who come later cannot know what an earlier life of them did. So schedules begin after
      // the handover of a view with a majority; only what needs no others begins at once.
      writeKnown();
      early.values().stream().filter(this::isMine).toList().forEach(this::writeNow);
      return;
    }
    open = true;
    int turn = view.members().stream().map(Node::id).toList().indexOf(context.me());
    writeKnown();
    if (turn == 0) {
      writeEarly();
    } else {
      writeAfter(TURN.multipliedBy(Math.min(turn, 10)));
    }
  }

  private boolean isMine(JobDefinition definition) {
    return definition.anyPartition()
        && definition.placement() instanceof Placement.NamedMember named
        && named.member().equals(context.self.name());
  }

  private void writeNow(JobDefinition definition) {
    early.remove(definition.name());
    write(definition);
  }

  /** Those of another side, where this member was gone for long, have forgotten what it carries. */
  private void assertCarried() {
    for (JobEntry entry : List.copyOf(context.ledger.jobs())) {
      CarrierEntry carried = context.ledger.carrier(entry.job(), context.me());
      if (carried != null) {
        context.write(new CarrierEntry(entry.job(), context.me(), ++version, carried.carried()));
      }
    }
  }

  private void writeKnown() {
    for (JobDefinition definition : List.copyOf(early.values())) {
      JobEntry known = context.ledger.job(definition.name());
      if (known != null && definition.equals(known.definition())) {
        early.remove(definition.name());
        write(definition);
      }
    }
  }

  /**
   * A member that stood still meanwhile has news waiting that it has not read; what it would write
   * now may be there already, and must not begin anew.
   */
  private void writeAfter(Duration delay) {
    long due = context.now().nanos() + delay.toNanos();
    context.after(
        delay,
        () -> {
          if (context.now().nanos() - due > TURN.toNanos()) {
            writeAfter(TURN);
          } else {
            writeEarly();
          }
        });
  }

  private void writeEarly() {
    early.values().forEach(this::write);
    early.clear();
  }

  /** This member runs nothing any more: the others own what it owned. */
  void letGo() {
    for (JobEntry entry : List.copyOf(context.ledger.jobs())) {
      CarrierEntry carried = context.ledger.carrier(entry.job(), context.me());
      if (carried != null && carried.carried()) {
        context.write(new CarrierEntry(entry.job(), context.me(), ++version, false));
      }
    }
  }

  /**
   * Returns whether all that was registered before the first handover is in the ledger, as far as
   * it can be while a majority of the voters is not there.
   */
  boolean settled() {
    View view = context.view();
    return (view != null && !context.quorum.maySettle(view)) || (open && early.isEmpty());
  }

  private void write(JobDefinition definition) {
    String job = definition.name();
    removals.remove(job);
    JobEntry known = context.ledger.job(job);
    JobDefinition before = known == null ? null : known.definition();
    if (!definition.equals(before)) {
      Instant anchor =
          known != null && before != null && sameTimes(before, definition)
              ? known.anchor()
              : begin();
      context.write(new JobEntry(job, stamp(), definition, anchor));
    }
    CarrierEntry carried = context.ledger.carrier(job, context.me());
    if (carried == null || !carried.carried()) {
      context.write(new CarrierEntry(job, context.me(), ++version, true));
    }
  }

  /**
   * Voters that were started just now do not vote on what falls due within their first second, and
   * there may be no others.
   */
  private Instant begin() {
    Instant now = context.wall();
    return context.quorum.isFixed() ? now.plus(Votes.EARLY).plusMillis(200) : now;
  }

  private static boolean sameTimes(JobDefinition before, JobDefinition after) {
    return before.schedule().equals(after.schedule())
        && Objects.equals(before.condition(), after.condition());
  }

  private io.clockwork.internal.ledger.Stamp stamp() {
    return context.stamps.next(context.wall().toEpochMilli());
  }

  /** Removes a job from the cluster; returns whether there was one. */
  boolean remove(String job) {
    boolean wasEarly = early.remove(job) != null;
    @Nullable JobEntry known = context.ledger.job(job);
    if (known == null || known.definition() == null) {
      return wasEarly;
    }
    context.write(new JobEntry(job, stamp(), null, known.anchor()));
    return true;
  }

  /** A job was removed; it may be there again before this member comes to look at it. */
  void removed(String job) {
    removals.add(job);
  }

  /**
   * Whoever carries a job that was removed, by whomever, lets go of it: its code is not that of a
   * later job of the same name.
   */
  void review(String job) {
    JobEntry known = context.ledger.job(job);
    CarrierEntry carried = context.ledger.carrier(job, context.me());
    boolean removed = removals.remove(job) || (known != null && known.definition() == null);
    if (removed && carried != null && carried.carried()) {
      context.write(new CarrierEntry(job, context.me(), ++version, false));
      context.ports.forget(job);
    }
  }
}
