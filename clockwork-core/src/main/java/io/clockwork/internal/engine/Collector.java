package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.InDoubt.Claimed;
import io.clockwork.internal.engine.Parcels.Parcel;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's side of the handover: collects what every member of the view knows, settles the
 * votes of the views before, hands everybody what it lacks, and opens the new electorate.
 *
 * <p>It waits for every member; after a while it goes on without those that are silent, if a
 * majority of the new view has reported, and of each former electorate so many that no claim can
 * have been won in it without one of them having voted for it.
 */
final class Collector {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200);

  private static final class Member {
    private final Report report;
    private boolean complete;

    private Member(Report report) {
      this.report = report;
    }
  }

  private final Context context;
  private final Votes votes;
  private final Parcels parcels;
  private final Consumer<Slot> news;
  private final Map<NodeId, Member> reports = new HashMap<>();
  private @Nullable View view;
  private @Nullable Electorate opened;
  private @Nullable Consumer<Electorate> activate;
  private Collection<List<NodeId>> passed = List.of();
  private boolean impatient;
  private int round;

  /**
   * Creates the coordinator's side.
   *
   * @param news takes the facts that members contribute
   */
  Collector(Context context, Votes votes, Parcels parcels, Consumer<Slot> news) {
    this.context = context;
    this.votes = votes;
    this.parcels = parcels;
    this.news = news;
  }

  /**
   * This node is the coordinator of a new view, whose members it does not know yet.
   *
   * @param newView the view
   * @param newPassed the members of the views since this node's last electorate
   * @param whenOpen called when the new electorate is open
   */
  void begin(View newView, Collection<List<NodeId>> newPassed, Consumer<Electorate> whenOpen) {
    view = newView;
    passed = List.copyOf(newPassed);
    activate = whenOpen;
    opened = null;
    impatient = false;
    reports.clear();
    int ofRound = ++round;
    Electorate last = votes.electorate();
    Member self =
        new Member(
            new Report(
                newView.id(),
                last == null ? null : last.id(),
                last == null ? List.of() : last.electors(),
                context.ledger.digest(),
                votes.open(),
                context.knowsSince()));
    self.complete = true;
    reports.put(context.me(), self);
    context.after(PATIENCE, () -> losePatience(ofRound));
    openIfReady();
  }

  private void losePatience(int ofRound) {
    if (ofRound == round && opened == null) {
      impatient = true;
      openIfReady();
    }
  }

  /** The same members are in a newer view; or this node coordinates no more. */
  void viewChanged(View newView) {
    if (!newView.coordinator().id().equals(context.me())) {
      view = null;
      opened = null;
      round++;
    } else if (view != null) {
      view = newView;
    }
  }

  /** A member reports. */
  Frame report(NodeId from, Report report) {
    View current = view;
    boolean accepted =
        current != null && current.contains(from) && report.view().equals(current.id());
    if (accepted) {
      Member member = new Member(report);
      reports.put(from, member);
      member.complete = context.ledger.digest().covers(report.digest());
      reported(from, member);
    }
    return new ReportAnswer(accepted, context.ledger.digest());
  }

  /** A member contributes facts. */
  boolean contribute(NodeId from, Facts facts) {
    Member member = reports.get(from);
    if (view == null || member == null || !view.id().equals(facts.view())) {
      return false;
    }
    facts.slots().forEach(news);
    context.ledger.heardAll(facts.digest());
    if (facts.last()) {
      member.complete = true;
      reported(from, member);
    }
    return true;
  }

  private void reported(NodeId from, Member member) {
    if (!member.complete) {
      return;
    }
    Electorate open = opened;
    if (open != null) {
      // The votes of one that was silent may be the only trace of what somebody started.
      settleFixed();
      hand(from, member, open, round);
    } else {
      openIfReady();
    }
  }

  private Map<NodeId, Report> heard(View current) {
    Map<NodeId, Report> heard = new LinkedHashMap<>();
    for (Node node : current.members()) {
      Member member = reports.get(node.id());
      if (member != null && member.complete) {
        heard.put(node.id(), member.report);
      }
    }
    return heard;
  }

  /** With named voters, what may have been won is settled by whoever speaks for a majority. */
  private void settleFixed() {
    View current = view;
    if (current != null && context.quorum.isFixed() && context.quorum.maySettle(current)) {
      InDoubt.claims(heard(current), current, context.quorum.voters()).forEach(this::settle);
    }
  }

  private void openIfReady() {
    View current = view;
    if (current == null || opened != null) {
      return;
    }
    List<NodeId> members = current.members().stream().map(Node::id).toList();
    Map<NodeId, Report> heard = heard(current);
    boolean all = heard.size() == members.size();
    boolean fixed = context.quorum.isFixed();
    boolean enough =
        fixed
            ? heard.size() >= Electorate.majority(members.size())
            : InDoubt.enough(members.size(), heard, passed);
    if (!all && !(impatient && enough)) {
      return;
    }
    if (!fixed) {
      InDoubt.claims(heard).forEach(this::settle);
    } else {
      settleFixed();
    }
    ViewId id = fixed ? context.quorum.electorate(current).id() : current.id();
    Electorate electorate = Electorate.of(id, members);
    opened = electorate;
    reports.forEach(
        (node, member) -> {
          if (heard.containsKey(node) && !node.equals(context.me())) {
            hand(node, member, electorate, round);
          }
        });
    Consumer<Electorate> whenOpen = activate;
    if (whenOpen != null) {
      whenOpen.accept(electorate);
    }
  }

  /**
   * Settles a claim that somebody who is gone or silent may have won: it counts as claimed, for its
   * job's owner to deal with, or for the claimant itself to make it true when it speaks again. If
   * it is not even known which of several won it, neither may start it any more: it is lost, unless
   * it turns out to have been started, or is to be run until an attempt ends.
   */
  private void settle(Claimed claim, Map<NodeId, Claim> claimants) {
    Run known = context.ledger.run(claim.run());
    // Who voted to run it again may not have heard that it had ended.
    boolean over = known != null && known.state().isFinal() && known.state() != RunState.LOST;
    if (known != null && (over || known.attempt() >= claim.attempt())) {
      return;
    }
    if (known == null
        && context.quorum.isFixed()
        && claimants.values().stream().allMatch(votes::isForgotten)) {
      // It was settled long ago: those who voted on it have yet to forget that.
      return;
    }
    if (claimants.values().stream().noneMatch(Claim::start)) {
      Map.Entry<NodeId, Claim> first = claimants.entrySet().iterator().next();
      settleNotStarted(claim.run(), first.getKey(), first.getValue());
      return;
    }
    // The lowest token: who turns out to have started it has that or a higher one.
    long token = claimants.values().stream().mapToLong(Claim::token).min().orElse(0);
    Run claimed =
        Records.claimed(
            context.ledger,
            claim.run(),
            claim.attempt(),
            token,
            claimants.keySet().iterator().next(),
            context.wall());
    if (claimants.size() > 1 && !isRunAgain(claim.run())) {
      String reason = "claimed by one of " + claimants.keySet() + ", which is not known";
      Outcome outcome = new Outcome(false, reason, null, null);
      claimed = Records.ended(claimed, RunState.LOST, context.wall(), outcome);
    }
    context.write(new RunEntry(claimed));
  }

  private boolean isRunAgain(RunId run) {
    JobEntry entry = context.ledger.job(run.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    return definition != null
        && definition.recovery() == Recovery.AT_LEAST_ONCE
        && run.member() == null;
  }

  /** One claim decides on a fire time and on those that follow it, up to the one it is dated by. */
  private void settleNotStarted(RunId first, NodeId by, Claim claim) {
    JobEntry entry = context.ledger.job(first.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    @Nullable RunId run = first;
    while (run != null) {
      if (context.ledger.run(run) == null) {
        context.write(
            new RunEntry(
                Records.notRun(
                    run,
                    Records.guess(context.ledger, run),
                    notStarted(run, claim),
                    by,
                    context.wall(),
                    "a member that is gone may have decided that it is not started")));
      }
      Instant next =
          entry != null && definition != null && run.root() instanceof RootCause.AtTime time
              ? FireTimes.next(definition.schedule(), entry.anchor(), time.fireTime()).orElse(null)
              : null;
      run =
          next == null || next.isAfter(claim.since())
              ? null
              : new RunId(first.job(), new RootCause.AtTime(next), first.member());
    }
  }

  /** It is missed only past its deadline; before that it can but have been skipped. */
  private RunState notStarted(RunId run, Claim claim) {
    JobEntry entry = context.ledger.job(run.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    boolean early =
        definition != null && context.wall().isBefore(claim.since().plus(definition.deadline()));
    return early ? RunState.SKIPPED : RunState.MISSED;
  }

  /** Sends a member what it lacks, and then the word to go on. */
  private void hand(NodeId node, Member member, Electorate electorate, int ofRound) {
    View current = view;
    if (current == null || !wanted(node, member, ofRound)) {
      return;
    }
    Parcel parcel = parcels.pack(member.report.digest());
    if (parcel.isEmpty()) {
      activate(node, member, electorate, ofRound, current.id());
      return;
    }
    parcels.send(
        node,
        current.id(),
        parcel,
        () -> wanted(node, member, ofRound),
        taken -> {
          if (taken) {
            activate(node, member, electorate, ofRound, current.id());
          } else {
            context.after(RETRY, () -> hand(node, member, electorate, ofRound));
          }
        });
  }

  private boolean wanted(NodeId node, Member member, int ofRound) {
    return ofRound == round && view != null && member.equals(reports.get(node));
  }

  private void activate(
      NodeId node, Member member, Electorate electorate, int ofRound, ViewId viewId) {
    context.ask(
        node,
        new Activate(viewId, electorate.id(), electorate.electors()),
        TIMEOUT,
        frame -> {
          if (!(frame instanceof Ack ack && ack.accepted())) {
            context.after(RETRY, () -> hand(node, member, electorate, ofRound));
          }
        });
  }
}
