package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * under it, and is tried again under a higher ballot, without waiting for the voters to let go of
 * it: a withdrawal takes back no vote of a later ballot. A new electorate voids all claims: whoever
 * still wants the run claims it anew.
 */
final class Claims {
  /** Long enough for a slow network, short enough that one lost frame costs little. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /**
   * Who hears only after that what it was granted stood still meanwhile, and may have been given up
   * by all others: it asks again.
   */
  private static final Duration STALE = TIMEOUT.multipliedBy(2);

  /** Longer than it takes one that nobody answers to take its claim back. */
  private static final Duration DOUBT = Duration.ofMillis(1_200);

  /** Longer than most answers take. */
  private static final Duration CONTEST = Duration.ofMillis(200);

  /** Voters that were not needed at first are asked if those that were take so long. */
  private static final Duration HEDGE = Duration.ofMillis(20);

  private static final int RETRY_MILLIS = 100;

  /** Some round trips of a network that is near: most that split votes agree the second time. */
  private static final int BACKOFF_MILLIS = 25;

  private static final int MAX_DOUBLINGS = 6;
  private static final int RELEASE_TRIES = 5;
  private static final int CHUNK = 500;
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** How much this member could start. */
  interface Room {
    /** Returns how many more it could start soon. */
    int soon();

    /** Returns how many more it could start at once. */
    int atOnce();

    /** Returns how many it would win ahead at most. */
    int ahead();
  }

  /** What becomes of a claim. */
  interface Winner {
    /** The run is this member's to start, now, with that fencing token. */
    void won(Plan plan, long token);

    /** Returns whether what is won is still to be started: much may have come to be known since. */
    default boolean mayStart(Plan plan) {
      return true;
    }
  }

  private static final class Pending {
    private Plan plan;
    private final int rank;

    /** What is wanted by now instead of the plan. */
    private @Nullable Plan next;

    /** What came of asking for it; null before that, so that those that wait take little memory. */
    private @Nullable Asked asked;

    private int tries;
    private int waiting;

    /** Who had so many votes at the end of a ballot that nobody else could win, and since when. */
    private @Nullable NodeId blockedBy;

    private long blockedSince;
    private boolean cancelled;
    private boolean withdrawing;

    private Pending(Plan plan, int rank) {
      this.plan = plan;
      this.rank = rank;
    }
  }

  /** One ballot of a claim. */
  private static final class Asked {
    private final Claim claim;
    private final Seats granted = new Seats();
    private final Seats denied = new Seats();

    /** Who answered, whatever it was, since they were asked last. */
    private final Seats heard = new Seats();

    /** Who abstained because an earlier life of it may have voted. */
    private final Seats unknowing = new Seats();

    /** All that were asked, to be told if it is withdrawn; not changed, but replaced. */
    private Set<NodeId> voters = Set.of();

    /** How many votes they have together. */
    private int seats;

    /** When they were asked last, in monotonic nanoseconds. */
    private long at;

    private boolean contested;

    /** Who has the votes that were denied; by seat. */
    private Map<Object, NodeId> holders = Map.of();

    private Asked(Claim claim) {
      this.claim = claim;
    }

    private void asks(Set<NodeId> others) {
      if (voters.isEmpty()) {
        voters = others;
      } else if (!voters.containsAll(others)) {
        Set<NodeId> all = new LinkedHashSet<>(voters);
        all.addAll(others);
        voters = all;
      }
    }

    private void holds(Object seat, NodeId holder) {
      if (holders.isEmpty()) {
        holders = new HashMap<>(4);
      }
      holders.put(seat, holder);
    }
  }

  private final Context context;
  private final Votes votes;
  private final Winner winner;
  private final Consumer<Slot> news;
  private final Consumer<RunId> reviewLater;
  private final Map<RunId, Pending> pending = new LinkedHashMap<>();
  private final Queues<Pending> fresh = new Queues<>();
  private final Room room;
  private final Pace pace;

  /** The claims to start something that are under way. */
  private final Set<Pending> asking = new HashSet<>();

  private boolean checking;

  /** The highest token that this member asked for, by job. */
  private final Map<String, Long> tokens = new HashMap<>();

  /** Ballots only rise, also over claims that were dropped: old withdrawals may be on their way. */
  private long ballots;

  /** The claims to start runs that are under way, by job. */
  private final Map<String, Set<Pending>> flying = new HashMap<>();

  /** While too few voters answer, claims would only keep votes from others. */
  private final Reach reach;

  private final Canvass canvass;

  /**
   * Creates the claimant.
   *
   * @param room says how much can be started: what cannot waits, and others may claim it
   * @param winner starts what was won
   * @param news takes what voters know of a run that they deny
   * @param reviewLater takes what has been claimed in vain for a while: it may be too late by now
   */
  Claims(
      Context context,
      Votes votes,
      Room room,
      Winner winner,
      Consumer<Slot> news,
      Consumer<RunId> reviewLater) {
    this.reviewLater = reviewLater;
    this.context = context;
    this.votes = votes;
    this.room = room;
    this.pace = new Pace(context);
    this.reach = new Reach(context, TIMEOUT);
    this.canvass = new Canvass(context);
    this.winner = winner;
    this.news = news;
  }

  boolean isPending(RunId run) {
    return pending.containsKey(run);
  }

  boolean idle() {
    return pending.isEmpty();
  }

  /** Claims what is this member's to claim. */
  void submit(Plan plan) {
    submit(plan, 0);
  }

  /**
   * Claims a run, unless that is under way. Nothing happens while this member is in no electorate.
   *
   * @param rank how many members were to claim it before this one
   */
  void submit(Plan plan, int rank) {
    boolean unasked =
        (context.flaws.contains(Flaw.OBEYS_UNASKED) && plan.cause() instanceof Cause.Ordered)
            || (context.flaws.contains(Flaw.WAKES_UNASKED)
                && context.justWoke()
                && plan.instead() == null);
    if (unasked) {
      winner.won(plan, token(plan.run().job()));
      return;
    }
    Pending before = pending.get(plan.run());
    if (before != null) {
      replace(before, plan);
    } else if (context.active() && !context.failed()) {
      Pending claim = new Pending(plan, rank);
      pending.put(plan.run(), claim);
      enqueue(claim);
    }
  }

  private void enqueue(Pending claim) {
    fresh.add(claim, claim.plan, claim.rank);
    if (!checking) {
      checking = true;
      context.after(CHECK, this::checkLate);
    }
  }

  /** What waits for its turn may be too late by now: that is decided, as for what was asked. */
  private void checkLate() {
    for (Pending claim : fresh.removeIf(each -> each.plan.isLate(context.now()))) {
      if (current(claim)) {
        pending.remove(claim.plan.run());
        reviewLater.accept(claim.plan.run());
      }
    }
    checking = !fresh.isEmpty();
    if (checking) {
      context.after(CHECK, this::checkLate);
    }
  }

  private Asked asked(Pending claim) {
    Asked asked = claim.asked;
    if (asked == null) {
      asked = new Asked(claim(claim.plan));
      claim.asked = asked;
    }
    return asked;
  }

  private Claim claim(Plan plan) {
    long token = plan.instead() == null ? token(plan.run().job()) : 0;
    return new Claim(plan.run(), plan.attempt(), ++ballots, token, plan.since());
  }

  /**
   * Returns a fencing token above all that are known. It is a time in milliseconds mostly, so that
   * tokens rise even over the restart of a whole cluster that kept nothing.
   */
  private long token(String job) {
    if (context.flaws.contains(Flaw.COUNTS_TOKENS)) {
      return tokens.merge(job, 1L, Long::sum);
    }
    long known = Math.max(tokens.getOrDefault(job, 0L), votes.highestToken(job));
    long token = Math.max(known + 1, context.wall().toEpochMilli());
    tokens.put(job, token);
    return token;
  }

  /**
   * What is claimed is wanted otherwise by now: it is withdrawn first, and then claimed as that.
   */
  private void replace(Pending claim, Plan plan) {
    // What is being decided not to be started is not started after all, or the two would take
    // turns.
    boolean same =
        claim.plan.instead() != null
            || (plan.instead() == null
                && claim.plan.attempt() == plan.attempt()
                && !claim.plan.isLate(context.now()));
    if ((same && isDue(claim.plan)) || claim.next != null || claim.cancelled) {
      return;
    }
    claim.next = plan;
    if (!claim.withdrawing && claim.waiting == 0) {
      withdraw(claim);
    }
  }

  /** Nobody votes on what is not due: if it was when it was claimed, this clock was ahead. */
  private boolean isDue(Plan plan) {
    return !plan.since().isAfter(context.wall().plus(Votes.EARLY));
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

  /** Gives up a claim that is past its deadline. */
  void cancelIfLate(RunId run) {
    Pending claim = pending.get(run);
    if (claim != null && claim.plan.isLate(context.now())) {
      cancel(run);
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
    asking.clear();
    flying.clear();
    reach.reset();
    canvass.reset();
  }

  /** The ledger knows what became of the run: there is nothing left to claim. */
  void settled(Run run) {
    Pending claim = pending.get(run.id());
    boolean mine = run.state() == RunState.CLAIMED && run.owner().equals(context.me());
    boolean later =
        claim != null
            && claim.plan.attempt() > run.attempt()
            && (!run.state().isFinal() || run.state() == RunState.LOST);
    // That others take it for won by this member does not make it so, if voters have names.
    boolean open = (mine && context.quorum.isFixed()) || later;
    if (open || claim == null) {
      return;
    }
    if (run.state() == RunState.CLAIMED && context.quorum.isFixed()) {
      // The one whose it is needs the votes that this one has.
      cancel(run.id());
    } else {
      pending.remove(run.id());
      asking.remove(claim);
    }
  }

  /** Sends what has its turn of what was submitted. */
  void flush() {
    Electorate electorate = context.electorate();
    if (electorate == null || fresh.isEmpty()) {
      fresh.clear();
      return;
    }
    if (reach.isLost()) {
      // What needs nobody's vote goes on.
      for (Pending claim : fresh.removeIf(each -> current(each) && isFree(each.plan))) {
        claimAlone(electorate, claim);
      }
      return;
    }
    List<Pending> batch = new ArrayList<>();
    boolean wait = waits();
    boolean canDecide = electorate.canDecide();
    fresh.take(
        wait ? 0 : room.soon() - asking.size(),
        wait ? 0 : room.atOnce() - asking.size(),
        claim -> {
          boolean asks = false;
          if (current(claim) && isFree(claim.plan)) {
            claimAlone(electorate, claim);
          } else if (current(claim) && !canDecide) {
            // Without a majority in sight: looked at again when one is.
            pending.remove(claim.plan.run(), claim);
          } else if (current(claim) && mustWait(claim)) {
            enqueue(claim);
          } else if (current(claim)) {
            asks = batch.add(claim);
          }
          return asks;
        });
    for (int from = 0; from < batch.size(); from += CHUNK) {
      send(electorate, batch.subList(from, Math.min(batch.size(), from + CHUNK)));
    }
  }

  /**
   * Who claims much is to send few frames. So claims wait for a moment after the last frame: while
   * every worker has a run to start, unless half of what is won ahead is used up; else while that
   * frame is not answered.
   */
  private boolean waits() {
    boolean busy = room.atOnce() <= asking.size();
    boolean now = busy ? 2 * (room.soon() - asking.size()) >= room.ahead() : asking.isEmpty();
    return pace.waits(now);
  }

  /**
   * Requests overtake one another, and a voter wants rising tokens: of one job, only claims that
   * share a frame are under way at once.
   */
  private boolean mustWait(Pending claim) {
    if (claim.plan.instead() != null) {
      return false;
    }
    Set<Pending> before = flying.get(claim.plan.run().job());
    if (before == null) {
      return false;
    }
    before.removeIf(each -> !current(each) || each.waiting <= 0 || each.withdrawing);
    if (before.isEmpty()) {
      flying.remove(claim.plan.run().job());
      return false;
    }
    return true;
  }

  /** A job that is bound to this member, and is to run in any partition, needs nobody's vote. */
  private boolean isFree(Plan plan) {
    JobEntry entry = context.ledger.job(plan.run().job());
    JobDefinition definition = entry == null ? null : entry.definition();
    return definition != null
        && definition.anyPartition()
        && definition.placement() instanceof Placement.NamedMember named
        && named.member().equals(context.self.name());
  }

  private boolean current(Pending claim) {
    return pending.get(claim.plan.run()) == claim;
  }

  private void send(Electorate electorate, List<Pending> part) {
    List<Pending> batch = List.copyOf(part);
    List<Claim> claims = new ArrayList<>(batch.size());
    List<NodeId> voters = context.voters(electorate);
    int seats = (int) voters.stream().map(electorate::seat).distinct().count();
    for (Pending claim : batch) {
      Asked asked = asked(claim);
      claims.add(asked.claim);
      asked.at = context.now().nanos();
      asked.seats = seats;
      claim.waiting = voters.size();
      if (asked.claim.start()) {
        pace.sent();
        asking.add(claim);
        flying.computeIfAbsent(claim.plan.run().job(), any -> new HashSet<>()).add(claim);
      }
      asked.heard.clear();
    }
    Poll poll = new Poll(electorate, canvass.order(electorate, voters), batch, claims);
    poll.ask(canvass.enough(electorate, poll.others));
    if (electorate.electors().contains(context.me())) {
      List<Verdict> own = new ArrayList<>(claims.size());
      for (Claim claim : claims) {
        own.add(votes.vote(context.me(), claim));
      }
      poll.answered(context.me(), new ClaimAnswer(electorate.id(), own));
    }
    if (poll.asked < poll.others.size()) {
      context.after(HEDGE, poll::hedge);
    }
  }

  /** The claims that share a frame, and who is asked for votes. */
  private final class Poll {
    private final Electorate electorate;
    private final List<NodeId> others;
    private final List<Pending> batch;
    private final List<Claim> claims;

    /** How many of the others were asked. */
    private int asked;

    private final Set<NodeId> heard = new HashSet<>(4);

    private Poll(
        Electorate electorate, List<NodeId> others, List<Pending> batch, List<Claim> claims) {
      this.electorate = electorate;
      this.others = others;
      this.batch = batch;
      this.claims = claims;
    }

    /** Asks the next ones for what is not decided. */
    private void ask(int more) {
      List<NodeId> next = List.copyOf(others.subList(asked, asked + more));
      asked += more;
      Set<NodeId> also = new LinkedHashSet<>(next);
      List<Claim> open = new ArrayList<>(claims.size());
      for (int i = 0; i < claims.size(); i++) {
        if (isOpen(i)) {
          asked(batch.get(i)).asks(also);
          open.add(claims.get(i));
        }
      }
      if (open.isEmpty()) {
        return;
      }
      ClaimRequest request = new ClaimRequest(electorate.id(), open);
      for (NodeId voter : next) {
        context.ask(voter, request, TIMEOUT, frame -> answered(voter, open, frame));
      }
    }

    private boolean isOpen(int index) {
      Pending claim = batch.get(index);
      return current(claim)
          && claim.asked != null
          && claim.asked.claim == claims.get(index)
          && !claim.withdrawing;
    }

    private void askAll() {
      if (asked < others.size()) {
        ask(others.size() - asked);
      }
    }

    /** Those that were asked take long: whoever else is there may answer sooner. */
    private void hedge() {
      others.subList(0, asked).stream()
          .filter(voter -> !heard.contains(voter))
          .forEach(canvass::missed);
      askAll();
    }

    private void answered(NodeId voter, ClaimAnswer answer) {
      answered(voter, claims, answer);
    }

    private void answered(NodeId voter, List<Claim> about, @Nullable Frame frame) {
      if (frame != null) {
        heard.add(voter);
        canvass.heard(voter);
      }
      List<Verdict> verdicts =
          frame instanceof ClaimAnswer answer
                  && electorate.id().equals(answer.electorate())
                  && answer.verdicts().size() == about.size()
              ? answer.verdicts()
              : List.of();
      boolean all = !verdicts.isEmpty();
      int at = 0;
      for (int i = 0; i < batch.size(); i++) {
        boolean asked = at < about.size() && about.get(at) == claims.get(i);
        Verdict verdict = asked && !verdicts.isEmpty() ? verdicts.get(at) : null;
        at += asked ? 1 : 0;
        if (asked && isOpen(i)) {
          counted(electorate, voter, batch.get(i), verdict);
          all &= (verdict != null && verdict.granted()) || !isOpen(i);
        }
      }
      if (!all) {
        askAll();
      }
    }
  }

  /** Decides with nobody's vote but this member's own. */
  private void claimAlone(Electorate electorate, Pending claim) {
    Asked asked = asked(claim);
    Verdict verdict = votes.vote(context.me(), asked.claim);
    Plan decision = verdict.unknowing() ? cannotBeKnown(claim.plan) : null;
    if (decision != null) {
      claim.plan = decision;
      asked = new Asked(claim(decision));
      claim.asked = asked;
      verdict = votes.vote(context.me(), asked.claim);
    }
    if (claim.cancelled) {
      votes.withdraw(context.me(), new Withdrawal(electorate.id(), List.of(asked.claim)));
      pending.remove(claim.plan.run());
    } else if (verdict.granted()) {
      take(claim);
    } else {
      tokens.merge(claim.plan.run().job(), verdict.token(), Math::max);
      Slot known = verdict.known();
      if (known != null) {
        news.accept(known);
      }
      claim.tries++;
      claim.asked = null;
      retry(claim);
    }
  }

  private void counted(
      Electorate electorate, NodeId voter, Pending claim, @Nullable Verdict verdict) {
    claim.waiting--;
    Asked asked = asked(claim);
    Object seat = electorate.seat(voter);
    if (verdict != null) {
      asked.heard.add(seat);
    }
    if (verdict != null && verdict.granted()) {
      asked.denied.remove(seat);
      asked.granted.add(seat);
      Slot going = verdict.known();
      if (going != null) {
        news.accept(going);
      }
    } else if (verdict != null) {
      asked.granted.remove(seat);
      asked.denied.add(seat);
      if (verdict.unknowing()) {
        asked.unknowing.add(seat);
      }
      tokens.merge(claim.plan.run().job(), verdict.token(), Math::max);
      Slot known = verdict.known();
      if (known != null) {
        news.accept(known);
        if (!current(claim)) {
          return;
        }
      }
      NodeId holder = verdict.holder();
      if (holder != null) {
        asked.holds(seat, holder);
      }
      if (context.quorum.isFixed()
          && !voter.equals(context.me())
          && (holder != null || verdict.token() > 0)) {
        contested(claim);
      }
    }
    boolean won = asked.granted.size() >= electorate.majority();
    if (won && asked.claim.start() && isStale(asked)) {
      asked.granted.clear();
      won = false;
    }
    if (won && !claim.cancelled && claim.next == null) {
      take(claim);
    } else if (claim.waiting <= 0) {
      asking.remove(claim);
      reviewLater.accept(claim.plan.run());
      if (asked.claim.start()
          && claim.next == null
          && context.quorum.isFixed()
          && nobodyCanKnow(asked, electorate)) {
        claim.next = cannotBeKnown(claim.plan);
      }
      // Of named voters others may reach more, and need the votes that are of no use here.
      boolean useless =
          context.quorum.isFixed() || asked.seats - asked.denied.size() < electorate.majority();
      if (asked.heard.size() < Math.min(reach.enough(electorate), asked.seats)) {
        // Perhaps more heard it, and it is the answers that do not arrive: others go first.
        reach.lose(electorate);
        withdraw(claim);
      } else if (claim.cancelled || claim.next != null || useless) {
        withdraw(claim);
      } else {
        retry(claim);
      }
    }
  }

  /** Another member claims something: what of it this one is claiming as well is contested. */
  void rivalled(List<Claim> others) {
    if (!context.quorum.isFixed()) {
      return;
    }
    for (Claim wanted : others) {
      Pending claim = pending.get(wanted.run());
      if (claim != null && claim.asked != null && claim.waiting > 0 && !claim.withdrawing) {
        contested(claim);
      }
    }
  }

  private boolean isStale(Asked asked) {
    return context.now().nanos() - asked.at > STALE.toNanos();
  }

  /**
   * Others want it as well: who has too few votes after a moment gives them back, and does not wait
   * for voters that are silent. Else two who split the votes hold one another up until both are
   * sure that nobody answers any more, and then a third has some.
   */
  private void contested(Pending claim) {
    Asked asked = asked(claim);
    if (!asked.contested) {
      asked.contested = true;
      context.after(
          // Longer in the end, or a slow network would never see one to its end.
          CONTEST.multipliedBy(1L << Math.max(0, Math.min(claim.tries - 2, 2))),
          () -> {
            if (current(claim) && claim.asked == asked && !claim.withdrawing && claim.waiting > 0) {
              withdraw(claim);
            }
          });
    }
  }

  /**
   * So many voters, also of those that are not there, began their life after it was due, and
   * remember nothing, that nobody will ever have a majority to start it: that is said at once, and
   * the next fire time has its turn.
   */
  private static @Nullable Plan cannotBeKnown(Plan plan) {
    if (plan.cause() instanceof Cause.Ordered || plan.attempt() > 1) {
      return null;
    }
    return Plan.not(
        plan.run(),
        plan.cause(),
        plan.notBefore(),
        new Plan.Instead(
            RunState.MISSED,
            "most voters were started after it was due, and cannot know whether it was started",
            List.of()));
  }

  private boolean nobodyCanKnow(Asked asked, Electorate electorate) {
    int knowing = context.quorum.voters().size() - asked.unknowing.size();
    return knowing < electorate.majority();
  }

  private void take(Pending claim) {
    if (claim.plan.instead() == null && !winner.mayStart(claim.plan)) {
      claim.cancelled = true;
      withdraw(claim);
      return;
    }
    pending.remove(claim.plan.run());
    asking.remove(claim);
    flying.remove(claim.plan.run().job(), Set.of(claim));
    winner.won(claim.plan, asked(claim).claim.token());
  }

  /**
   * Looks whether one member has kept so many votes for so long that it must have been stopped, or
   * cut off, between its claim and its start. It may start the run yet, so nobody else may; but the
   * job's next fire times need not wait until it is out of the view. So it is put on record that
   * the run is that member's.
   */
  private void lookForDoubt(Electorate electorate, Pending claim, Asked asked) {
    NodeId holder = electorate.named() && asked.claim.start() ? blocking(electorate, asked) : null;
    long now = context.now().nanos();
    if (holder == null || !holder.equals(claim.blockedBy)) {
      claim.blockedBy = holder;
      claim.blockedSince = now;
    } else if (now - claim.blockedSince > DOUBT.toNanos()) {
      votes.doubt(asked.claim, holder);
    }
  }

  private @Nullable NodeId blocking(Electorate electorate, Asked asked) {
    int enough = context.quorum.voters().size() - electorate.majority() + 1;
    Map<NodeId, Integer> held = new HashMap<>();
    for (NodeId holder : asked.holders.values()) {
      // Who claims votes for itself first, and cannot say so while it is stopped.
      boolean own =
          context.quorum.isVoter(holder) && !asked.heard.contains(electorate.seat(holder));
      if (held.merge(holder, 1, Integer::sum) + (own ? 1 : 0) >= enough) {
        return holder;
      }
    }
    return null;
  }

  /** Asks again under the same ballot: some votes are unknown. */
  private void retry(Pending claim) {
    context.after(
        backoff(claim),
        () -> {
          if (current(claim) && !claim.withdrawing) {
            if (claim.cancelled || claim.next != null) {
              withdraw(claim);
            } else {
              enqueue(claim);
            }
          }
        });
  }

  /**
   * Takes a claim back, and tries again under the next ballot, if it is still wanted. That does not
   * wait for the voters: a withdrawal that comes late takes back no vote of a later ballot.
   */
  private void withdraw(Pending claim) {
    Electorate electorate = context.electorate();
    if (electorate == null) {
      return;
    }
    claim.withdrawing = true;
    claim.waiting = 0;
    asking.remove(claim);
    Asked asked = claim.asked;
    if (asked == null) {
      // Nobody was asked yet.
      again(claim);
      return;
    }
    lookForDoubt(electorate, claim, asked);
    Withdrawal withdrawal = new Withdrawal(electorate.id(), List.of(asked.claim));
    votes.withdraw(context.me(), withdrawal);
    Set<NodeId> left = new LinkedHashSet<>(asked.voters);
    for (NodeId voter : List.copyOf(left)) {
      askToRelease(voter, withdrawal, claim, left, RELEASE_TRIES);
    }
    if (claim.cancelled) {
      released(claim, left);
    } else if (claim.next != null) {
      again(claim);
    } else {
      context.after(
          backoff(claim),
          () -> {
            if (current(claim) && claim.withdrawing) {
              again(claim);
            }
          });
    }
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
          if (electorate == null || !electorate.id().equals(withdrawal.electorate())) {
            return;
          }
          if (frame instanceof Ack || tries <= 1 || context.lost(voter)) {
            left.remove(voter);
            released(claim, left);
          } else {
            context.after(
                Duration.ofMillis(RETRY_MILLIS),
                () -> askToRelease(voter, withdrawal, claim, left, tries - 1));
          }
        });
  }

  /** A claim that was given up stays until the voters know, so that nobody leaves before that. */
  private void released(Pending claim, Set<NodeId> left) {
    if (left.isEmpty() && current(claim) && claim.cancelled && claim.withdrawing) {
      drop(claim);
    }
  }

  /** It may be wanted again, which was of no use as long as it was being given up. */
  private void drop(Pending claim) {
    pending.remove(claim.plan.run());
    reviewLater.accept(claim.plan.run());
  }

  private void again(Pending claim) {
    if (claim.cancelled) {
      drop(claim);
      return;
    }
    claim.plan = claim.next != null ? claim.next : claim.plan;
    claim.next = null;
    claim.withdrawing = false;
    claim.tries++;
    claim.asked = null;
    enqueue(claim);
  }

  /** Differs from member to member, so that two who split the votes do not do so for ever. */
  private Duration backoff(Pending claim) {
    long score = Ownership.score(claim.plan.run().toString() + claim.tries, context.self.name());
    // Ever longer, so that members that are behind do not add to what holds them up.
    // Who cannot know yet will be able to, in a second or some.
    boolean known = claim.asked == null || claim.asked.unknowing.isEmpty();
    long base =
        known ? (long) BACKOFF_MILLIS << Math.min(claim.tries, MAX_DOUBLINGS) : RETRY_MILLIS;
    return Duration.ofMillis(base + Math.floorMod(score, 3 * base));
  }
}
