package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.engine.Changes.Promise;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The voter: grants each run (and attempt) to one claimant, once, within one electorate. A vote to
 * start a run ends when its claimant withdraws, when the ledger knows what became of the run, or
 * with the electorate, whose handover settles it; the electorate of named voters never ends.
 */
final class Votes {
  /** Nobody votes on what is not due yet by the voter's own clock. */
  static final Duration EARLY = Duration.ofSeconds(1);

  /** An order has no time by which others could have decided on it; news of it needs less. */
  private static final Duration ORDERS_AFTER = Duration.ofSeconds(4);

  /** So long after a claim may last start its run, it may be decided that it is not started. */
  private static final Duration OVERRIDE = Duration.ofSeconds(15);

  private static final Duration SWEEP = Duration.ofSeconds(30);

  private record Held(NodeId claimant, Claim claim, long at) {}

  private final Context context;
  private final Map<Promise, Held> held = new HashMap<>();

  /** The highest token that was voted for, by job: of two starts the later has the higher. */
  private final Map<String, Long> tokens = new HashMap<>();

  private @Nullable Electorate electorate;

  /** The votes that changed since the journal was told. */
  private final Set<Promise> changed = new LinkedHashSet<>();

  /** What a claimant took back: its claim may come after that, as requests overtake one another. */
  private final Map<Promise, Map<NodeId, Long>> withdrawn = new HashMap<>();

  /** Those that were there at the last sweep: by the next nothing is on its way any more. */
  private final Set<Promise> withdrawnLong = new HashSet<>();

  private boolean tracking;
  private boolean retired;

  Votes(Context context) {
    this.context = context;
    context.after(SWEEP, this::sweep);
  }

  /** Returns the electorate in which the votes were given; null if none yet. */
  @Nullable Electorate electorate() {
    return electorate;
  }

  /**
   * Begins to vote in an electorate; the votes of another are void, as the handover settled them.
   */
  void enter(Electorate next) {
    // The votes of named voters are for good, also those that an earlier life of this one gave.
    boolean revoked = context.flaws.contains(Flaw.REVOKES_VOTES);
    boolean other = electorate == null || !electorate.id().equals(next.id());
    if (revoked || (!next.named() && other)) {
      held.keySet().forEach(this::changed);
      held.clear();
    }
    electorate = next;
  }

  ClaimAnswer answer(NodeId from, ClaimRequest request) {
    Electorate current = context.electorate();
    if (current == null || context.failed() || retired) {
      return new ClaimAnswer(null, List.of());
    }
    // With named voters whoever is a member may claim, also one that this voter's view lacks.
    boolean known = current.named() || current.electors().contains(from);
    boolean any = context.flaws.contains(Flaw.FORGETS_THE_VIEW);
    if (!any && (!current.id().equals(request.electorate()) || !known)) {
      return new ClaimAnswer(current.id(), List.of());
    }
    List<Verdict> verdicts = new ArrayList<>(request.claims().size());
    for (Claim claim : request.claims()) {
      verdicts.add(vote(from, claim));
    }
    return new ClaimAnswer(any ? request.electorate() : current.id(), verdicts);
  }

  /** Votes on one claim of a claimant in the current electorate. */
  Verdict vote(NodeId claimant, Claim claim) {
    Electorate current = context.electorate();
    // Of two that have one name only the older has its vote: they would vote for different ones.
    boolean other =
        current != null
            && current.named()
            && context.nameTaken()
            && !context.flaws.contains(Flaw.VOTES_AFRESH);
    if (context.failed() || other) {
      return Verdict.ABSTAINED;
    }
    Slot known = context.ledger.slot(claim.run());
    if (known != null
        && known.entry() instanceof RunEntry entry
        && settles(entry.run(), claim, claimant)) {
      return new Verdict(false, entry.run().owner(), known, 0);
    }
    if (known == null && isForgotten(claim)) {
      return new Verdict(false, null, last(claim), 0);
    }
    if (claim.since().isAfter(context.wall().plus(EARLY))) {
      return Verdict.ABSTAINED;
    }
    if (cannotKnow(claim)) {
      return Verdict.UNKNOWING;
    }
    Promise key = new Promise(claim.run(), claim.attempt());
    Held holder = held.get(key);
    if (holder != null && !holder.claimant().equals(claimant) && !mayOverride(holder, claim)) {
      return new Verdict(false, holder.claimant(), null, 0);
    }
    if (holder != null
        && !holder.claimant().equals(claimant)
        && holder.claim().start()
        && known == null
        && current != null
        && current.named()) {
      return new Verdict(false, holder.claimant(), inDoubt(holder), 0);
    }
    if (claim.ballot() <= withdrawn.getOrDefault(key, Map.of()).getOrDefault(claimant, 0L)) {
      return Verdict.ABSTAINED;
    }
    long highest = highestToken(claim.run().job());
    boolean repeated =
        holder != null
            && holder.claimant().equals(claimant)
            && holder.claim().token() == claim.token()
            && claim.token() == highest;
    boolean counts = context.flaws.contains(Flaw.COUNTS_TOKENS);
    if (claim.start() && !repeated && claim.token() <= highest && !counts) {
      return new Verdict(false, null, null, highest);
    }
    if (holder == null
        || !holder.claimant().equals(claimant)
        || holder.claim().ballot() < claim.ballot()) {
      hold(key, new Held(claimant, claim, context.now().nanos()));
    }
    Slot going = claim.start() ? going(claim.run()) : null;
    return going == null ? Verdict.GRANTED : new Verdict(true, null, going, 0);
  }

  /**
   * Returns another run of a job that may not overlap, which is going as far as is known here. The
   * claimant may not have heard of it, if its member told of a later fire time meanwhile.
   */
  private @Nullable Slot going(RunId claimed) {
    History history = context.ledger.history(claimed.job());
    JobEntry entry =
        history == null || !history.anyActive() ? null : context.ledger.job(claimed.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    if (history == null
        || definition == null
        || definition.overlap() != Overlap.SKIP
        || !(claimed.root() instanceof RootCause.AtTime)
        || !isScheduled(claimed.job())) {
      return null;
    }
    for (Run run : history.active()) {
      if (run.state() == RunState.RUNNING
          && !run.id().equals(claimed)
          && Objects.equals(run.id().member(), claimed.member())) {
        return context.ledger.slot(run.id());
      }
    }
    return null;
  }

  /**
   * Nobody has heard for long of a run that somebody was voted for to start: it may have been
   * started, by one whose news were lost with it. So it counts as claimed by that one, and its
   * job's owner deals with it.
   */
  private @Nullable Slot inDoubt(Held holder) {
    Claim claim = holder.claim();
    context.write(
        new RunEntry(
            Records.claimed(
                context.ledger,
                claim.run(),
                claim.attempt(),
                claim.token(),
                holder.claimant(),
                context.wall())));
    return context.ledger.slot(claim.run());
  }

  /**
   * A claimant saw that a member keeps the votes for a run, and says nothing. The run counts as
   * claimed by it, which is a record only. Under the lowest token, if this voter does not know the
   * claim: who voted for it may record the true one, which is higher.
   */
  void doubt(Claim claim, NodeId holder) {
    if (context.ledger.run(claim.run()) != null) {
      return;
    }
    Held vote = held.get(new Promise(claim.run(), claim.attempt()));
    if (vote != null && vote.claimant().equals(holder) && vote.claim().start()) {
      inDoubt(vote);
    } else {
      inDoubt(new Held(holder, new Claim(claim.run(), claim.attempt(), 1, 1, claim.since()), 0));
    }
  }

  private void hold(Promise key, Held vote) {
    held.put(key, vote);
    changed(key);
    if (vote.claim().start()) {
      tokens.merge(key.run().job(), vote.claim().token(), Math::max);
    }
  }

  private void changed(Promise key) {
    if (tracking) {
      changed.add(key);
    }
  }

  /** Begins to note what changes, for a journal. */
  void track() {
    tracking = true;
  }

  /** Returns the votes that changed since the last call; null for those that ended. */
  Map<Promise, @Nullable Vote> takeChanges() {
    if (changed.isEmpty()) {
      return Map.of();
    }
    Map<Promise, @Nullable Vote> changes = new LinkedHashMap<>();
    for (Promise key : changed) {
      Held vote = held.get(key);
      changes.put(key, vote == null ? null : new Vote(vote.claim(), vote.claimant()));
    }
    changed.clear();
    return changes;
  }

  /** Returns the highest token of a job that was voted for. */
  long votedToken(String job) {
    return tokens.getOrDefault(job, 0L);
  }

  /** Returns the highest token of a job that this voter knows. */
  long highestToken(String job) {
    return Math.max(tokens.getOrDefault(job, 0L), context.ledger.lastToken(job));
  }

  private static boolean settles(Run run, Claim claim, NodeId claimant) {
    if (run.attempt() < claim.attempt()) {
      return run.state().isFinal() && run.state() != RunState.LOST;
    }
    return run.state() != RunState.CLAIMED || !run.owner().equals(claimant);
  }

  /**
   * Returns whether a run that is not known here must be one that was settled and is forgotten: of
   * a job's fire times each is settled before the next, and histories forget from their old end.
   * That they forgot younger runs is not enough for a fire time: if a job runs on every member,
   * those of the others go on while one member's is open.
   */
  boolean isForgotten(Claim claim) {
    History history = context.ledger.history(claim.run().job());
    if (history == null) {
      return false;
    }
    if (claim.run().root() instanceof RootCause.AtTime time && isScheduled(claim.run().job())) {
      Instant last = history.lastFireTime(claim.run().member());
      return last != null && !time.fireTime().isAfter(last);
    }
    return !claim.since().isAfter(history.forgottenBefore(context.ledger.historyLimit()));
  }

  private boolean isScheduled(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    return definition != null && !(definition.schedule() instanceof Schedule.None);
  }

  private @Nullable Slot last(Claim claim) {
    History history = context.ledger.history(claim.run().job());
    Run last = history == null ? null : history.lastFired(claim.run().member());
    return last == null ? null : context.ledger.slot(last.id());
  }

  /**
   * Returns whether an earlier life of this voter may have voted on it, which this one does not
   * know of. That a run is not started may be decided all the same, for it starts nothing.
   */
  private boolean cannotKnow(Claim claim) {
    Electorate current = context.electorate();
    if (!claim.start()
        || current == null
        || !current.named()
        || context.flaws.contains(Flaw.VOTES_AFRESH)) {
      return false;
    }
    boolean order = claim.run().root() instanceof RootCause.ByOrder;
    Instant since = context.knowsSince();
    // An order can be given again at any time: what counts is how long this life has listened.
    return order
        ? !context.wall().isAfter(since.plus(ORDERS_AFTER))
        : !claim.since().isAfter(since);
  }

  /**
   * Returns whether a vote is so old that its claimant cannot start the run under it any more, even
   * by a clock that stood still for a while. A start never takes another's vote, however old.
   */
  private boolean mayOverride(Held holder, Claim claim) {
    JobEntry entry = context.ledger.job(claim.run().job());
    JobDefinition definition = entry == null ? null : entry.definition();
    if (claim.start() || definition == null) {
      return false;
    }
    Duration age = Duration.ofNanos(context.now().nanos() - holder.at());
    return age.compareTo(definition.deadline().plus(OVERRIDE)) > 0;
  }

  void withdraw(NodeId from, Withdrawal withdrawal) {
    if (electorate == null || !electorate.id().equals(withdrawal.electorate())) {
      return;
    }
    for (Claim claim : withdrawal.claims()) {
      Promise key = new Promise(claim.run(), claim.attempt());
      Held holder = held.get(key);
      if (context.ledger.run(claim.run()) == null) {
        withdrawnLong.remove(key);
        withdrawn
            .computeIfAbsent(key, any -> new HashMap<>())
            .merge(from, claim.ballot(), Math::max);
      }
      if (holder != null
          && holder.claimant().equals(from)
          && holder.claim().ballot() <= claim.ballot()) {
        remove(key);
      }
    }
  }

  private void remove(Promise key) {
    if (held.remove(key) != null) {
      changed(key);
    }
  }

  /** The ledger learnt of a run: a vote on it has no more use. */
  void learnt(Run run) {
    // What was decided not to be started has no attempt, and was claimed as the first.
    int attempt = Math.max(1, run.attempt());
    withdrawn.remove(new Promise(run.id(), attempt));
    // Whom it counts as claimed by may have yet to win it, if voters have names.
    boolean open = run.state() == RunState.CLAIMED && electorate != null && electorate.named();
    int last = open ? attempt - 1 : attempt;
    for (int each = 1; each <= last; each++) {
      remove(new Promise(run.id(), each));
    }
  }

  /** Votes on what is settled and forgotten are of no use: such claims are denied without them. */
  private void sweep() {
    for (Map.Entry<Promise, Held> each : List.copyOf(held.entrySet())) {
      Claim claim = each.getValue().claim();
      if (context.ledger.run(claim.run()) == null && isForgotten(claim)) {
        remove(each.getKey());
      }
    }
    withdrawn.keySet().removeAll(withdrawnLong);
    withdrawnLong.clear();
    withdrawnLong.addAll(withdrawn.keySet());
    context.after(SWEEP, this::sweep);
  }

  /** Votes on nothing more in this life, so that its last vote can be waited for. */
  void retire() {
    retired = true;
  }

  /**
   * Returns whether there is a vote for another's start of which no news has come, and may come.
   */
  boolean anyOpen() {
    return held.values().stream()
        .anyMatch(
            vote ->
                vote.claim().start()
                    && !vote.claimant().equals(context.me())
                    && mayTell(vote.claimant(), vote.claim()));
  }

  /** Votes of named voters stay when it is known who won, and when the claimant is gone. */
  private boolean mayTell(NodeId claimant, Claim claim) {
    if (electorate == null || !electorate.named()) {
      return true;
    }
    Run known = context.ledger.run(claim.run());
    View view = context.view();
    return view != null
        && view.contains(claimant)
        && (known == null || known.attempt() < claim.attempt());
  }

  /** Returns the votes that are held, for the handover. */
  List<Vote> open() {
    List<Vote> open = new ArrayList<>(held.size());
    held.values().forEach(vote -> open.add(new Vote(vote.claim(), vote.claimant())));
    return open;
  }

  /** Takes over what an earlier life of this voter promised. */
  void restore(List<Vote> given, Map<String, Long> highest) {
    for (Vote vote : given) {
      Claim claim = vote.claim();
      hold(
          new Promise(claim.run(), claim.attempt()),
          new Held(vote.claimant(), claim, context.now().nanos()));
    }
    highest.forEach((job, token) -> tokens.merge(job, token, Math::max));
  }
}
