package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The voter: grants each run (and attempt) to one claimant, once, within one electorate. A vote
 * ends when its claimant withdraws, when the ledger knows what became of the run, or with the
 * electorate, whose handover settles it.
 */
final class Votes {
  private record Key(RunId run, int attempt) {}

  private record Held(NodeId claimant, int ballot) {}

  private final Context context;
  private final Map<Key, Held> held = new HashMap<>();
  private @Nullable Electorate electorate;

  Votes(Context context) {
    this.context = context;
  }

  /** Returns the electorate in which the votes were given; null if none yet. */
  @Nullable Electorate electorate() {
    return electorate;
  }

  /**
   * Begins to vote in an electorate; the votes of another are void, as the handover settled them.
   */
  void enter(Electorate next) {
    if (electorate == null || !electorate.id().equals(next.id())) {
      held.clear();
    }
    electorate = next;
  }

  ClaimAnswer answer(NodeId from, ClaimRequest request) {
    Electorate current = context.electorate();
    if (current == null) {
      return new ClaimAnswer(null, List.of());
    }
    if (!current.id().equals(request.electorate()) || !current.electors().contains(from)) {
      return new ClaimAnswer(current.id(), List.of());
    }
    List<Verdict> verdicts = new ArrayList<>(request.claims().size());
    for (Claim claim : request.claims()) {
      verdicts.add(vote(from, claim));
    }
    return new ClaimAnswer(current.id(), verdicts);
  }

  /** Votes on one claim of a claimant in the current electorate. */
  Verdict vote(NodeId claimant, Claim claim) {
    Slot known = context.ledger.slot(claim.run());
    if (known != null
        && known.entry() instanceof RunEntry entry
        && settles(entry.run(), claim, claimant)) {
      return new Verdict(false, entry.run().owner(), known);
    }
    Key key = new Key(claim.run(), claim.attempt());
    Held holder = held.get(key);
    if (holder != null && !holder.claimant().equals(claimant)) {
      return new Verdict(false, holder.claimant(), null);
    }
    if (holder == null || holder.ballot() < claim.ballot()) {
      held.put(key, new Held(claimant, claim.ballot()));
    }
    return Verdict.GRANTED;
  }

  private static boolean settles(Run run, Claim claim, NodeId claimant) {
    if (run.attempt() < claim.attempt()) {
      return run.state().isFinal() && !run.state().isEnded();
    }
    return run.state() != RunState.CLAIMED || !run.owner().equals(claimant);
  }

  void withdraw(NodeId from, Withdrawal withdrawal) {
    if (electorate == null || !electorate.id().equals(withdrawal.electorate())) {
      return;
    }
    for (Claim claim : withdrawal.claims()) {
      Key key = new Key(claim.run(), claim.attempt());
      Held holder = held.get(key);
      if (holder != null && holder.claimant().equals(from) && holder.ballot() <= claim.ballot()) {
        held.remove(key);
      }
    }
  }

  /** The ledger learnt of a run: a vote on it has no more use. */
  void learnt(Run run) {
    // What was decided not to be started has no attempt, and was claimed as the first.
    held.remove(new Key(run.id(), Math.max(1, run.attempt())));
  }

  /** Returns the votes that are held, for the handover. */
  List<Vote> open() {
    List<Vote> open = new ArrayList<>(held.size());
    held.forEach(
        (key, holder) ->
            open.add(
                new Vote(new Claim(key.run(), key.attempt(), holder.ballot()), holder.claimant())));
    return open;
  }
}
