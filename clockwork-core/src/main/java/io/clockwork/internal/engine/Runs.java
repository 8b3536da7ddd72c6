package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs that this member won, from their start to their end, and those whose member is gone. */
final class Runs {
  private static final Duration LOST_CHECK = Duration.ofSeconds(5);

  private final Context context;
  private final Ownership ownership;
  private final int workers;
  private final Map<RunId, Run> running = new LinkedHashMap<>();
  private final Deque<Run> queue = new ArrayDeque<>();
  private Set<RunId> absentBefore = Set.of();

  Runs(Context context, Ownership ownership, int workers) {
    this.context = context;
    this.ownership = ownership;
    this.workers = workers;
    context.after(LOST_CHECK, this::checkLostAgain);
  }

  /** Starts what was won, or keeps it until a worker is free, or records that it is not started. */
  void start(Plan plan) {
    Plan.Instead instead = plan.instead();
    if (instead != null) {
      notStarted(plan, instead);
      return;
    }
    Run claimed = Records.claimed(plan, context.me(), context.wall());
    if (running.size() < workers) {
      call(claimed);
    } else {
      context.write(new RunEntry(claimed));
      queue.add(claimed);
    }
  }

  private void notStarted(Plan plan, Plan.Instead instead) {
    recordInstead(plan.run(), plan.cause(), plan.notBefore(), instead);
    for (Instant time : instead.following()) {
      RunId id = new RunId(plan.run().job(), new RootCause.AtTime(time), plan.run().member());
      recordInstead(id, new Cause.Fired(time), time, instead);
    }
  }

  private void recordInstead(RunId id, Cause cause, Instant notBefore, Plan.Instead instead) {
    Instant at = context.wall().isBefore(notBefore) ? notBefore : context.wall();
    context.write(
        new RunEntry(
            Records.notRun(id, cause, instead.state(), context.me(), at, instead.reason())));
  }

  private void call(Run claimed) {
    Run run = Records.running(claimed, context.wall());
    context.write(new RunEntry(run));
    running.put(run.id(), run);
    context.ports.run(run);
  }

  void ended(RunId id, Outcome outcome) {
    Run run = running.remove(id);
    if (run == null) {
      return;
    }
    RunState state = outcome.success() ? RunState.SUCCEEDED : RunState.FAILED;
    context.write(new RunEntry(Records.ended(run, state, context.wall(), outcome)));
    while (running.size() < workers && !queue.isEmpty()) {
      call(queue.remove());
    }
  }

  /** Returns whether nothing is running or waiting for a worker here. */
  boolean idle() {
    return running.isEmpty() && queue.isEmpty();
  }

  List<Run> going() {
    return List.copyOf(running.values());
  }

  /** The member closes and its grace is over: what has not ended by now is given up. */
  void abandonAll() {
    abandonWaiting();
    for (Run run : List.copyOf(running.values())) {
      ended(run.id(), new Outcome(false, "did not end before its member closed", null, null));
    }
  }

  /** Gives up what waits for a worker. */
  void abandonWaiting() {
    for (Run run : queue) {
      lost(run, "member " + context.self.name() + " closed before a worker was free");
    }
    queue.clear();
  }

  /**
   * A handover is over: all that is known is known here. Runs whose member is not in the view are
   * lost; a claim that counts as this member's own is made true.
   */
  void activated() {
    absentBefore = absent();
    giveUp(absentBefore);
    for (Run run : context.ledger.active()) {
      if (run.state() == RunState.CLAIMED
          && run.owner().equals(context.me())
          && !running.containsKey(run.id())
          && queue.stream().noneMatch(waiting -> waiting.id().equals(run.id()))) {
        adopt(run);
      }
    }
  }

  /** Nobody else may start it, and this member did not: the handover gave it back. */
  private void adopt(Run run) {
    JobEntry entry = context.ledger.job(run.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    boolean inTime =
        definition != null
            // A vote does not tell an order's parameters.
            && run.id().root() instanceof RootCause.AtTime
            && due(run).plus(definition.deadline()).isAfter(context.wall());
    if (inTime && running.size() < workers) {
      call(run);
    } else if (inTime) {
      queue.add(run);
    } else {
      lost(run, "claimed by " + context.self.name() + " in a former view, and not started");
    }
  }

  private static Instant due(Run run) {
    return run.cause() instanceof Cause.Fired fired ? fired.fireTime() : run.at();
  }

  /** Facts may come late: whoever is absent twice, seconds apart, is gone. */
  private void checkLostAgain() {
    Set<RunId> absent = absent();
    Set<RunId> twice = new HashSet<>(absent);
    twice.retainAll(absentBefore);
    giveUp(twice);
    absentBefore = absent;
    context.after(LOST_CHECK, this::checkLostAgain);
  }

  private Set<RunId> absent() {
    View view = context.view();
    Set<RunId> absent = new HashSet<>();
    if (view == null || !context.active()) {
      return absent;
    }
    for (Run run : context.ledger.active()) {
      if (!view.contains(run.owner()) || context.flaws.contains(Flaw.GIVES_UP_THE_LIVING)) {
        absent.add(run.id());
      }
    }
    return absent;
  }

  private void giveUp(Set<RunId> runs) {
    List<Run> mine = new ArrayList<>();
    for (RunId id : runs) {
      Run run = context.ledger.run(id);
      if (run != null && context.me().equals(responsible(id.job()))) {
        mine.add(run);
      }
    }
    for (Run run : mine) {
      lost(run, "member " + run.member() + " left the cluster before the run ended");
    }
  }

  /** Returns who settles a job's lost runs: its owner, or if it has none the first member. */
  private @Nullable NodeId responsible(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    Node owner = definition == null ? null : ownership.owner(definition);
    if (owner == null) {
      List<Node> members = Objects.requireNonNull(context.view()).members();
      owner = members.isEmpty() ? null : members.get(0);
    }
    return owner == null ? null : owner.id();
  }

  private void lost(Run run, String reason) {
    context.write(
        new RunEntry(
            Records.ended(
                run, RunState.LOST, context.wall(), new Outcome(false, reason, null, null))));
  }
}
