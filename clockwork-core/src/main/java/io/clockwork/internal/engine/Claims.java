package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Cause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The claimant: wins the right to start runs by a majority of the electorate's votes, in one
 * parallel round trip; all claims of one batch of inputs share their frames.
 *
 * <p>A claim whose votes stay unknown is asked for again, which is harmless, as a voter says the
 * same twice. A claim that cannot win any more is withdrawn, which promises not to start the run
 * under it; only when the voters have let go of it, it is tried again under a higher ballot. A new
 * electorate voids all claims: whoever still wants the run claims it anew.
 */
final class Claims {
  /** Long enough for a slow network, short enough that one lost frame costs little. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final int RETRY_MILLIS = 100;
  private static final int MAX_DOUBLINGS = 4;
  private static final int RELEASE_TRIES = 5;
  private static final int CHUNK = 500;

  /** What becomes of a claim. */
  interface Winner {
    /** The run is this member's to start, now. */
    void won(Plan plan);
  }

  private static final class Pending {
    private final Plan plan;
    private final Set<NodeId> granted = new HashSet<>();
    private final Set<NodeId> denied = new HashSet<>();
    private int ballot = 1;
    private int waiting;
    private boolean cancelled;
    private boolean withdrawing;

    private Pending(Plan plan) {
      this.plan = plan;
    }

    private Claim claim() {
      return new Claim(plan.run(), plan.attempt(), ballot);
    }
  }

  private final Context context;
  private final Votes votes;
  private final Winner winner;
  private final Consumer<Slot> news;
  private final Map<RunId, Pending> pending = new LinkedHashMap<>();
  private final List<Pending> fresh = new ArrayList<>();

  /**
   * Creates the claimant.
   *
   * @param winner starts what was won
   * @param news takes what voters know of a run that they deny
   */
  Claims(Context context, Votes votes, Winner winner, Consumer<Slot> news) {
    this.context = context;
    this.votes = votes;
    this.winner = winner;
    this.news = news;
  }

  boolean isPending(RunId run) {
    return pending.containsKey(run);
  }

  boolean idle() {
    return pending.isEmpty();
  }

  /**
   * Claims a run, unless that is under way. Nothing happens while this member is in no electorate.
   */
  void submit(Plan plan) {
    if (context.flaws.contains(Flaw.OBEYS_UNASKED) && plan.cause() instanceof Cause.Ordered) {
      winner.won(plan);
      return;
    }
    if (context.active() && !pending.containsKey(plan.run())) {
      Pending claim = new Pending(plan);
      pending.put(plan.run(), claim);
      fresh.add(claim);
    }
  }

  /** Gives up a claim: it will not be started, and the voters are told so. */
  void cancel(RunId run) {
    Pending claim = pending.get(run);
    if (claim != null && !claim.cancelled) {
      claim.cancelled = true;
      if (!claim.withdrawing && claim.waiting == 0) {
        withdraw(claim);
      }
    }
  }

  /** Gives up all claims. */
  void cancelAll() {
    for (RunId run : List.copyOf(pending.keySet())) {
      cancel(run);
    }
  }

  /** The electorate is over: no claim made in it will be started. */
  void voidAll() {
    pending.clear();
    fresh.clear();
  }

  /** The ledger knows what became of the run: there is nothing left to claim. */
  void settled(RunId run) {
    pending.remove(run);
  }

  /** Sends what was submitted since the last time. */
  void flush() {
    Electorate electorate = context.electorate();
    if (electorate == null || fresh.isEmpty()) {
      fresh.clear();
      return;
    }
    List<Pending> batch = new ArrayList<>();
    for (Pending claim : fresh) {
      if (current(claim)) {
        batch.add(claim);
      }
    }
    fresh.clear();
    for (int from = 0; from < batch.size(); from += CHUNK) {
      send(electorate, batch.subList(from, Math.min(batch.size(), from + CHUNK)));
    }
  }

  private boolean current(Pending claim) {
    return pending.get(claim.plan.run()) == claim;
  }

  private void send(Electorate electorate, List<Pending> part) {
    List<Pending> batch = List.copyOf(part);
    List<Integer> ballots = new ArrayList<>(batch.size());
    List<Claim> claims = new ArrayList<>(batch.size());
    for (Pending claim : batch) {
      claims.add(claim.claim());
      ballots.add(claim.ballot);
      claim.waiting = electorate.electors().size();
    }
    ClaimRequest request = new ClaimRequest(electorate.id(), claims);
    for (NodeId voter : electorate.electors()) {
      if (!voter.equals(context.me())) {
        context.ask(
            voter, request, TIMEOUT, frame -> answered(electorate, voter, batch, ballots, frame));
      }
    }
    List<Verdict> own = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      own.add(votes.vote(context.me(), claim));
    }
    answered(electorate, context.me(), batch, ballots, new ClaimAnswer(electorate.id(), own));
  }

  private void answered(
      Electorate electorate,
      NodeId voter,
      List<Pending> batch,
      List<Integer> ballots,
      @Nullable Frame frame) {
    List<Verdict> verdicts =
        frame instanceof ClaimAnswer answer
                && electorate.id().equals(answer.electorate())
                && answer.verdicts().size() == batch.size()
            ? answer.verdicts()
            : List.of();
    for (int i = 0; i < batch.size(); i++) {
      Pending claim = batch.get(i);
      if (current(claim) && claim.ballot == ballots.get(i) && !claim.withdrawing) {
        counted(electorate, voter, claim, verdicts.isEmpty() ? null : verdicts.get(i));
      }
    }
  }

  private void counted(
      Electorate electorate, NodeId voter, Pending claim, @Nullable Verdict verdict) {
    claim.waiting--;
    if (verdict != null && verdict.granted()) {
      claim.denied.remove(voter);
      claim.granted.add(voter);
    } else if (verdict != null) {
      claim.denied.add(voter);
      Slot known = verdict.known();
      if (known != null) {
        news.accept(known);
        if (!current(claim)) {
          return;
        }
      }
    }
    int size = electorate.electors().size();
    if (!claim.cancelled && claim.granted.size() >= electorate.majority()) {
      pending.remove(claim.plan.run());
      winner.won(claim.plan);
    } else if (claim.waiting <= 0) {
      if (claim.cancelled || size - claim.denied.size() < electorate.majority()) {
        withdraw(claim);
      } else {
        retry(claim);
      }
    }
  }

  /** Asks again under the same ballot: some votes are unknown. */
  private void retry(Pending claim) {
    context.after(
        backoff(claim),
        () -> {
          if (current(claim) && !claim.withdrawing) {
            if (claim.cancelled) {
              withdraw(claim);
            } else {
              fresh.add(claim);
            }
          }
        });
  }

  private void withdraw(Pending claim) {
    Electorate electorate = context.electorate();
    if (electorate == null) {
      return;
    }
    claim.withdrawing = true;
    Withdrawal withdrawal = new Withdrawal(electorate.id(), List.of(claim.claim()));
    votes.withdraw(context.me(), withdrawal);
    Set<NodeId> left = new HashSet<>(electorate.electors());
    left.remove(context.me());
    for (NodeId voter : List.copyOf(left)) {
      askToRelease(voter, withdrawal, claim, left, RELEASE_TRIES);
    }
    released(claim, left);
  }

  /**
   * Asks a voter to let go. One that does not answer keeps the vote for this claimant, which may
   * claim again; only the others cannot have it until the electorate is over.
   */
  private void askToRelease(
      NodeId voter, Withdrawal withdrawal, Pending claim, Set<NodeId> left, int tries) {
    context.ask(
        voter,
        withdrawal,
        TIMEOUT,
        frame -> {
          Electorate electorate = context.electorate();
          if (!current(claim)
              || electorate == null
              || !electorate.id().equals(withdrawal.electorate())) {
            return;
          }
          if (frame instanceof Ack || tries <= 1) {
            left.remove(voter);
            released(claim, left);
          } else {
            context.after(
                Duration.ofMillis(RETRY_MILLIS),
                () -> askToRelease(voter, withdrawal, claim, left, tries - 1));
          }
        });
  }

  private void released(Pending claim, Set<NodeId> left) {
    if (!left.isEmpty() || !current(claim)) {
      return;
    }
    if (claim.cancelled) {
      pending.remove(claim.plan.run());
      return;
    }
    context.after(
        backoff(claim),
        () -> {
          if (current(claim)) {
            claim.withdrawing = false;
            claim.ballot++;
            claim.granted.clear();
            claim.denied.clear();
            fresh.add(claim);
          }
        });
  }

  /** Differs from member to member, so that two who split the votes do not do so for ever. */
  private Duration backoff(Pending claim) {
    long score = Ownership.score(claim.plan.run().toString() + claim.ballot, context.self.name());
    // Ever longer, so that members that are behind do not add to what holds them up.
    long base = (long) RETRY_MILLIS << Math.min(claim.ballot - 1, MAX_DOUBLINGS);
    return Duration.ofMillis(base + Math.floorMod(score, 3 * base));
  }
}
