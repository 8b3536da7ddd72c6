package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Alarm;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs that this member won, from their start to their end, and those whose member is gone. */
final class Runs implements Claims.Room {
  private static final Duration LONG = Duration.ofDays(366);
  private static final Duration LOST_CHECK = Duration.ofSeconds(5);

  /**
   * So many runs are won for each worker before there is one for them: enough for workers to have
   * always something to do while claims are on their way.
   */
  private static final int AHEAD = 4;

  /** What waits for so long is told the others, who would claim it else. */
  private static final Duration UNTOLD = Duration.ofMillis(150);

  /** A run that was won and has no worker yet. */
  private record Waiting(Run run, long startBy, long since) {}

  /** Claims another attempt of a run. */
  interface Claimant {
    void submit(Plan plan);

    boolean isPending(RunId run);

    /** Gives up a claim if it is past its deadline. */
    void cancelIfLate(RunId run);
  }

  private final Context context;
  private final Ownership ownership;
  private final Claimant claimant;
  private final int workers;
  private final Map<RunId, Run> running = new LinkedHashMap<>();

  /** Those that wait for a worker, in their order. */
  private final LinkedHashMap<RunId, Waiting> queue = new LinkedHashMap<>();

  private boolean telling;
  private Set<RunId> absentBefore = Set.of();

  Runs(Context context, Ownership ownership, Claimant claimant, int workers) {
    this.claimant = claimant;
    this.context = context;
    this.ownership = ownership;
    this.workers = workers;
    context.after(LOST_CHECK, this::checkLostAgain);
  }

  /** Starts what was won, or keeps it until a worker is free, or records that it is not started. */
  void start(Plan plan, long token) {
    Plan.Instead instead = plan.instead();
    if (instead != null) {
      notStarted(plan, instead);
      return;
    }
    Run claimed = Records.claimed(plan, token, context.me(), context.wall());
    if (plan.isLate(context.now())) {
      if (plan.attempt() > 1) {
        claimAgain(claimed, plan.attempt());
      } else {
        tooLate(claimed, "its claim was won after its deadline");
      }
      return;
    }
    // What an administrator was told is done is not given up for want of a worker.
    boolean ordered = plan.cause() instanceof Cause.Ordered;
    long now = context.now().nanos();
    Waiting won = new Waiting(claimed, ordered ? now + LONG.toNanos() : plan.startBy(), now);
    if (running.size() < workers) {
      call(won);
    } else {
      enqueue(won);
    }
  }

  private void enqueue(Waiting won) {
    queue.put(won.run().id(), won);
    if (!telling) {
      telling = true;
      context.after(UNTOLD, this::tellOld);
    }
  }

  @Override
  public int soon() {
    return atOnce() + ahead();
  }

  @Override
  public int ahead() {
    return AHEAD * workers;
  }

  @Override
  public int atOnce() {
    return workers - running.size() - queue.size();
  }

  /** Mostly a worker is free before anybody would need to know that a run waits for one. */
  private void tellOld() {
    long old = context.now().nanos() - UNTOLD.toNanos();
    for (Waiting waiting : queue.values()) {
      if (waiting.since() - old > 0) {
        break;
      }
      context.write(new RunEntry(waiting.run()));
    }
    telling = !queue.isEmpty();
    if (telling) {
      context.after(UNTOLD.dividedBy(2), this::tellOld);
    }
  }

  /** The others are to know of all that this member won, and may start yet. */
  void tellWaiting() {
    for (Waiting waiting : queue.values()) {
      context.write(new RunEntry(waiting.run()));
    }
  }

  /** What was started once is run until an attempt ends, however late. */
  private void claimAgain(Run run, int attempt) {
    JobEntry entry = context.ledger.job(run.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    if (definition != null) {
      claimant.submit(
          Plan.start(
                  run.id(),
                  attempt,
                  run.cause(),
                  later(due(run), context.wall()),
                  context.now(),
                  definition.deadline())
              .with(run.parameters()));
    }
  }

  private void tooLate(Run run, String reason) {
    if (run.attempt() > 1) {
      claimAgain(run, run.attempt() + 1);
      return;
    }
    context.write(new RunEntry(Records.tooLate(run, context.wall(), reason)));
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

  private void call(Waiting won) {
    if (context.now().nanos() - won.startBy() > 0) {
      tooLate(won.run(), "no worker was free before its deadline");
      return;
    }
    Run run = Records.running(won.run(), context.wall());
    context.write(new RunEntry(run));
    running.put(run.id(), run);
    context.ports.run(run, won.startBy());
  }

  void ended(RunId id, Outcome outcome) {
    Run run = running.remove(id);
    if (run == null) {
      return;
    }
    if (!outcome.started()) {
      tooLate(run, String.valueOf(outcome.reason()));
    } else {
      ended(run, outcome);
    }
    while (running.size() < workers && !queue.isEmpty()) {
      Iterator<Waiting> first = queue.values().iterator();
      Waiting next = first.next();
      first.remove();
      call(next);
    }
  }

  private void ended(Run run, Outcome outcome) {
    Run known = context.ledger.run(run.id());
    if (known != null && known.token() > run.token()) {
      context.alarm(
          Alarm.Kind.STALE_COMPLETION,
          run.id() + " " + run.token(),
          (outcome.success() ? "ended well" : "failed: " + outcome.reason())
              + " as attempt "
              + run.attempt()
              + " with token "
              + run.token()
              + ", but attempt "
              + known.attempt()
              + " with token "
              + known.token()
              + " was started on "
              + known.member()
              + " meanwhile, and counts");
    }
    RunState state = outcome.success() ? RunState.SUCCEEDED : RunState.FAILED;
    context.write(new RunEntry(Records.ended(run, state, context.wall(), outcome)));
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
    for (Waiting waiting : queue.values()) {
      lost(waiting.run(), "member " + context.self.name() + " closed before a worker was free");
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
    settleOwn();
  }

  /** Others take these for claimed by this member. */
  private void settleOwn() {
    for (Run run : context.ledger.active()) {
      if (run.state() == RunState.CLAIMED
          && run.owner().equals(context.me())
          && !running.containsKey(run.id())
          && !queue.containsKey(run.id())) {
        if (!context.quorum.isFixed()) {
          adopt(run);
        } else if (claimant.isPending(run.id())) {
          claimant.cancelIfLate(run.id());
        } else {
          // With named voters only their votes give the right to start it.
          // Nobody else runs it again, as this member is there.
          giveUp(run, "claimed by " + context.self.name() + ", and not started", true);
        }
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
    Waiting won =
        new Waiting(
            run,
            definition == null
                ? context.now().nanos()
                : Plan.startBy(due(run), context.now(), definition.deadline()),
            context.now().nanos());
    if (inTime && running.size() < workers) {
      call(won);
    } else if (inTime) {
      enqueue(won);
    } else {
      lost(run, "claimed by " + context.self.name() + " in a former view, and not started");
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
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
    if (context.quorum.isFixed() && context.active()) {
      settleOwn();
    }
    context.after(LOST_CHECK, this::checkLostAgain);
  }

  private Set<RunId> absent() {
    View view = context.view();
    Set<RunId> absent = new HashSet<>();
    if (view == null || !context.maySettle()) {
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
      giveUp(run, "member " + run.member() + " left the cluster before the run ended", false);
    }
  }

  /**
   * Nobody knows how far the run came: its job says whether it is run again.
   *
   * @param here whether it is run again by this member, else by the job's owner
   */
  private void giveUp(Run run, String reason, boolean here) {
    JobEntry entry = context.ledger.job(run.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    boolean again =
        definition != null
            && definition.recovery() == Recovery.AT_LEAST_ONCE
            // Each member's own run is nobody else's.
            && run.id().member() == null;
    if (!again || entry == null || definition == null) {
      lost(run, reason);
      return;
    }
    Node owner = ownership.owner(definition);
    boolean mine =
        here ? ownership.rank(entry) >= 0 : owner != null && owner.id().equals(context.me());
    // If nobody can run it now, it waits for who can.
    if (mine
        && !context.leaving()
        // An earlier attempt may be going here, and two could not be told apart when one ends.
        && !running.containsKey(run.id())
        && (definition.overlap() == Overlap.ALLOW || isNext(run))) {
      claimAgain(run, run.attempt() + 1);
    }
  }

  private boolean isThere(NodeId owner) {
    View view = context.view();
    return view != null && view.contains(owner);
  }

  /** Of runs that may not overlap the oldest is run again first, once none is going. */
  private boolean isNext(Run run) {
    for (Run other : context.ledger.active()) {
      boolean before =
          running.containsKey(other.id())
              || claimant.isPending(other.id())
              || (other.state() == RunState.RUNNING && isThere(other.owner()))
              || Comparator.comparing(Runs::due)
                      .thenComparing(each -> each.id().toString())
                      .compare(other, run)
                  < 0;
      if (other.job().equals(run.job()) && !other.id().equals(run.id()) && before) {
        return false;
      }
    }
    return true;
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
