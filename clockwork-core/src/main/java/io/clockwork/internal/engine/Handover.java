package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The member's side of the handover that begins every new view: it stops claiming, reports what it
 * knows to the coordinator, and goes on when the coordinator says so. By then it has all that the
 * members knew together, and all votes of former views are settled.
 *
 * <p>A view that only an observer changed needs no handover: the electorate stays.
 */
final class Handover {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(250);

  private final Context context;
  private final Votes votes;
  private final Collector collector;
  private final Parcels parcels;
  private final Runnable suspended;
  private final Consumer<Electorate> activated;
  private @Nullable View installed;
  private List<NodeId> members = List.of();

  /** The members of views that passed without this node being activated in them. */
  private final Set<List<NodeId>> passed = new LinkedHashSet<>();

  private boolean returned;

  /** Whether the handover of the installed view is not over yet. */
  private boolean handing;

  private boolean disagrees;
  private int round;

  /**
   * Creates the member's side.
   *
   * @param suspended called when this member must stop claiming
   * @param activated called when it may go on
   */
  Handover(
      Context context,
      Votes votes,
      Collector collector,
      Parcels parcels,
      Runnable suspended,
      Consumer<Electorate> activated) {
    this.context = context;
    this.votes = votes;
    this.collector = collector;
    this.parcels = parcels;
    this.suspended = suspended;
    this.activated = activated;
  }

  void viewChanged(View view) {
    List<NodeId> now = view.members().stream().map(Node::id).toList();
    boolean skipped = installed != null && view.id().number() != installed.id().number() + 1;
    boolean same = now.equals(members) && follows(installed, view);
    if (!same && installed != null && handing) {
      passed.add(members);
    }
    installed = view;
    members = now;
    if (!context.self.isMember()) {
      return;
    }
    if (!same) {
      returned = view.merged() || skipped;
      handing = true;
      round++;
    }
    if (context.quorum.isFixed()) {
      // The electorate is what it was: its votes need no view, and so no handover.
      if (context.active()) {
        enter(context.quorum.electorate(view));
      }
    } else if (!same) {
      context.electorate(null);
      suspended.run();
    }
    if (handing) {
      begin(view);
    }
  }

  /**
   * Returns whether nothing lies between two views. A member that was frozen may come back in a
   * plain view of the same members, and not hear of the one between that it was missing from: the
   * others began a new electorate then.
   */
  private static boolean follows(@Nullable View before, View after) {
    return before != null
        && !after.merged()
        && after.id().creator().equals(before.id().creator())
        && after.id().number() == before.id().number() + 1;
  }

  private void begin(View view) {
    if (view.coordinator().id().equals(context.me())) {
      collector.begin(view, passed, this::activate);
    } else {
      report(view, round);
    }
  }

  private void report(View view, int ofRound) {
    if (!pending(view, ofRound)) {
      return;
    }
    Electorate last = votes.electorate();
    Report report =
        new Report(
            view.id(),
            last == null ? null : last.id(),
            last == null ? List.of() : last.electors(),
            context.ledger.digest(),
            votes.open(),
            context.knowsSince());
    context.ask(
        view.coordinator().id(),
        report,
        TIMEOUT,
        frame -> {
          if (frame instanceof ReportAnswer answer && answer.accepted()) {
            contribute(view, ofRound, answer);
          } else {
            again(view, ofRound);
          }
        });
  }

  /** Sends what the coordinator lacks, and then waits for its word; if none comes, reports anew. */
  private void contribute(View view, int ofRound, ReportAnswer answer) {
    if (!pending(view, ofRound)) {
      return;
    }
    if (answer.digest().covers(context.ledger.digest())) {
      waitForWord(view, ofRound);
      return;
    }
    parcels.send(
        view.coordinator().id(),
        view.id(),
        parcels.pack(answer.digest()),
        () -> pending(view, ofRound),
        taken -> {
          if (taken) {
            waitForWord(view, ofRound);
          } else {
            again(view, ofRound);
          }
        });
  }

  private void waitForWord(View view, int ofRound) {
    context.after(TIMEOUT.multipliedBy(2), () -> report(view, ofRound));
  }

  private void again(View view, int ofRound) {
    context.after(RETRY, () -> report(view, ofRound));
  }

  private boolean pending(View view, int ofRound) {
    return ofRound == round && handing && installed != null && installed.id().equals(view.id());
  }

  /** The coordinator's word came in. */
  Frame activate(NodeId from, Activate word) {
    View view = installed;
    boolean fits =
        view != null
            && view.id().equals(word.view())
            && view.coordinator().id().equals(from)
            && word.electors().contains(context.me());
    if (fits && !context.quorum.isOurs(word.electorate())) {
      disagrees = true;
      return new Ack(false);
    }
    if (fits && handing) {
      activate(Electorate.of(word.electorate(), word.electors()));
    }
    return new Ack(fits);
  }

  private void activate(Electorate opened) {
    handing = false;
    passed.clear();
    View view = installed;
    Electorate electorate =
        context.quorum.isFixed() && view != null ? context.quorum.electorate(view) : opened;
    enter(electorate);
    activated.accept(electorate);
  }

  private void enter(Electorate electorate) {
    votes.enter(electorate);
    context.electorate(electorate);
  }

  /** Returns whether this member was told other voters than those whom it came to. */
  boolean disagrees() {
    return disagrees;
  }

  /** Returns whether a handover is going on. */
  boolean handing() {
    return handing;
  }

  /**
   * Returns whether this member may have been gone for others when the electorate began: the view
   * joined nodes from different views, or this member did not hear of the view before.
   */
  boolean returned() {
    return returned;
  }
}
