package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.Parcels.Parcel;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.Run;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** This node is the coordinator of a new view, whose members it does not know yet. */
  void begin(View newView, Consumer<Electorate> whenOpen) {
    view = newView;
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
                votes.open()));
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
      hand(from, member, open, round);
    } else {
      openIfReady();
    }
  }

  private void openIfReady() {
    View current = view;
    if (current == null || opened != null) {
      return;
    }
    List<NodeId> members = current.members().stream().map(Node::id).toList();
    Set<NodeId> reporters = new HashSet<>();
    reports.forEach(
        (node, member) -> {
          if (member.complete && members.contains(node)) {
            reporters.add(node);
          }
        });
    boolean all = reporters.size() == members.size();
    if (!all && !(impatient && enough(members.size(), reporters))) {
      return;
    }
    settleVotes(reporters);
    Electorate electorate = new Electorate(current.id(), members);
    opened = electorate;
    reports.forEach(
        (node, member) -> {
          if (reporters.contains(node) && !node.equals(context.me())) {
            hand(node, member, electorate, round);
          }
        });
    Consumer<Electorate> whenOpen = activate;
    if (whenOpen != null) {
      whenOpen.accept(electorate);
    }
  }

  private boolean enough(int members, Set<NodeId> reporters) {
    if (reporters.size() < Electorate.majority(members)) {
      return false;
    }
    for (NodeId node : reporters) {
      Report report = report(node);
      List<NodeId> electors = report.electors();
      long heardOf = electors.stream().filter(reporters::contains).count();
      if (heardOf + Electorate.majority(electors.size()) <= electors.size()) {
        return false;
      }
    }
    return true;
  }

  private Report report(NodeId node) {
    Member member = reports.get(node);
    if (member == null) {
      throw new IllegalStateException("no report of " + node);
    }
    return member.report;
  }

  /**
   * Settles what was claimed before. Who reports has told what it started, and starts nothing more
   * under an old claim. A claim of somebody who is gone or silent may have been won, if those who
   * were not heard may have voted for it: it then counts as claimed, for its job's owner to deal
   * with.
   */
  private void settleVotes(Set<NodeId> reporters) {
    Map<Vote, Set<NodeId>> granted = new HashMap<>();
    for (NodeId node : reporters) {
      for (Vote vote : report(node).votes()) {
        Vote plain =
            new Vote(
                new Frame.Claim(vote.claim().run(), vote.claim().attempt(), 0), vote.claimant());
        granted.computeIfAbsent(plain, any -> new HashSet<>()).add(node);
      }
    }
    granted.forEach(
        (vote, voters) -> {
          if (!reporters.contains(vote.claimant()) && mayBeWon(voters, reporters)) {
            inDoubt(vote);
          }
        });
  }

  private boolean mayBeWon(Set<NodeId> voters, Set<NodeId> reporters) {
    for (NodeId voter : voters) {
      List<NodeId> electors = report(voter).electors();
      long unheard = electors.stream().filter(node -> !reporters.contains(node)).count();
      long votesFor = electors.stream().filter(voters::contains).count();
      if (votesFor + unheard >= Electorate.majority(electors.size())) {
        return true;
      }
    }
    return false;
  }

  private void inDoubt(Vote vote) {
    Run known = context.ledger.run(vote.claim().run());
    if (known != null && known.attempt() >= vote.claim().attempt()) {
      return;
    }
    context.write(
        new RunEntry(
            Records.claimed(
                context.ledger,
                vote.claim().run(),
                vote.claim().attempt(),
                vote.claimant(),
                context.wall())));
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
