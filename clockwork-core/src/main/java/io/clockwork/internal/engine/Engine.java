package io.clockwork.internal.engine;

import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Alarm;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node's engine: takes inputs, one at a time, and has their effects done by its {@link Ports}.
 *
 * <p>Inputs only change state; {@link #flush} then does what follows from a whole batch of them, so
 * that what is due together shares its frames. Call it after each batch, and whenever {@link
 * #wakeAt} has come, after {@link #tick}.
 *
 * <p>Not thread-safe: one thread calls it.
 */
public final class Engine {
  private record Ended(String dependent, RootCause root) {}

  private final Context context;
  private final Clocks clocks;
  private final MulticastWatch multicasts;
  private final Ownership ownership;
  private final Votes votes;
  private final Claims claims;
  private final Runs runs;
  private final Fires fires;
  private final Triggers triggers;
  private final Orders orders;
  private final Registry registry;
  private final Gossip gossip;
  private final Collector collector;
  private final Handover handover;
  private final Departures departures;
  private final Announcer announcer;
  private Set<String> reviewed = new LinkedHashSet<>();
  private final Set<String> reconditioned = new LinkedHashSet<>();
  private final Set<Ended> ended = new LinkedHashSet<>();
  private boolean synced;

  /**
   * Creates an engine that is in no view yet.
   *
   * @param self this node
   * @param ports does what the engine wants done
   * @param options how it is set
   * @param start the time now
   */
  public Engine(Node self, Ports ports, Options options, Moment start) {
    this(self, ports, options, start, Set.of());
  }

  /** Creates an engine with bugs, for tests of the tests. */
  Engine(Node self, Ports ports, Options options, Moment start, Set<Flaw> flaws) {
    this.announcer = new Announcer(this::publishIfSynced);
    this.context = new Context(self, ports, options, watcher(), start, flaws);
    this.clocks = new Clocks(context, options.maxClockSkew(), this::clockJudged);
    this.ownership = new Ownership(context, clocks);
    this.votes = new Votes(context);
    this.runs = new Runs(context, ownership, again(), options.workers());
    this.claims = new Claims(context, votes, runs, winner(), this::merge, this::reviewRun);
    this.fires =
        new Fires(context, ownership, claims, options.takeover(), job -> reviewed.add(job));
    this.triggers =
        new Triggers(
            context,
            ownership,
            claims,
            options.takeover(),
            (job, root) -> ended.add(new Ended(job, root)));
    this.orders = new Orders(context, ownership, claims);
    this.registry = new Registry(context, triggers);
    Parcels parcels = new Parcels(context, options.chunkSize());
    this.multicasts = new MulticastWatch(context);
    this.gossip = new Gossip(context, parcels, clocks, multicasts, this::merge, this::heardAMember);
    this.collector = new Collector(context, votes, parcels, this::merge);
    this.handover =
        new Handover(context, votes, collector, parcels, this::suspended, this::activated);
    this.departures = new Departures(context);
  }

  private Ledger.Watcher watcher() {
    return new Ledger.Watcher() {
      @Override
      public void changed(@Nullable Entry before, Entry after) {
        Engine.this.changed(before, after);
      }

      @Override
      public void doubled(Run one, Run other) {
        reportDoubled(one, other);
      }
    };
  }

  private Claims.Winner winner() {
    return new Claims.Winner() {
      @Override
      public void won(Plan plan, long token) {
        runs.start(plan, token);
      }

      @Override
      public boolean mayStart(Plan plan) {
        return fires.mayStart(plan);
      }
    };
  }

  private Runs.Claimant again() {
    return new Runs.Claimant() {
      @Override
      public void submit(Plan plan) {
        claims.submit(plan);
      }

      @Override
      public boolean isPending(RunId run) {
        return claims.isPending(run);
      }

      @Override
      public void cancelIfLate(RunId run) {
        claims.cancelIfLate(run);
      }
    };
  }

  private void reportDoubled(Run one, Run other) {
    context.alarm(
        Alarm.Kind.DOUBLED_RUN,
        one.id().toString(),
        "started on "
            + one.member()
            + " at "
            + one.startedAt()
            + " and on "
            + other.member()
            + " at "
            + other.startedAt()
            + ", on two sides of a partition");
  }

  // Inputs: the cluster --------------------------------------------------------------------------

  /** A view was installed. */
  public void viewChanged(Moment now, View view) {
    context.now(now);
    View before = context.view();
    context.view(view);
    departures.viewChanged(before, view);
    collector.viewChanged(view);
    handover.viewChanged(view);
    if (context.active() && context.quorum.isFixed()) {
      lookAtAll();
    }
    gossip.viewChanged(view);
  }

  /** A multicast came in. */
  public void received(Moment now, NodeId from, Frame frame) {
    context.now(now);
    if (frame instanceof News news && news.origin().equals(from)) {
      multicasts.multicast(from);
      List<Slot> slots = news.slots();
      slots.forEach(this::merge);
      long last = slots.get(slots.size() - 1).seq();
      context.ledger.heardRange(news.origin(), news.firstSeq(), last);
    }
  }

  /** A request came in; it is answered by {@link Ports#reply}, now or later. */
  public void requested(Moment now, NodeId from, Frame frame, long reply) {
    context.now(now);
    if (frame instanceof Frame.StartOrder order) {
      orders.received(order, reply);
      return;
    }
    context.ports.reply(reply, answer(from, frame));
  }

  private Frame answer(NodeId from, Frame frame) {
    if (frame instanceof ClaimRequest request) {
      claims.rivalled(request.claims());
      return votes.answer(from, request);
    } else if (frame instanceof Withdrawal withdrawal) {
      votes.withdraw(from, withdrawal);
      return new Ack(true);
    } else if (frame instanceof Report report) {
      return collector.report(from, report);
    } else if (frame instanceof Facts facts) {
      if (facts.view() == null || !collector.contribute(from, facts)) {
        gossip.take(facts);
      }
      return new Ack(true);
    } else if (frame instanceof Activate word) {
      return handover.activate(from, word);
    } else if (frame instanceof Exchange exchange) {
      return gossip.answer(from, exchange);
    } else if (frame instanceof Compare compare) {
      return gossip.answer(from, compare);
    }
    return new Ack(false);
  }

  /**
   * A request's outcome came.
   *
   * @param token the request's
   * @param frame the answer; null if it is unknown what became of it
   */
  public void answered(Moment now, long token, @Nullable Frame frame) {
    context.now(now);
    context.answered(token, frame);
  }

  // Inputs: the journal --------------------------------------------------------------------------

  /**
   * Takes over what an earlier life of this node knew, before the first view. From then on {@link
   * #takeChanges} tells what is to be remembered.
   *
   * @param memory what it knew
   * @param completeSince that is all it promised from then on
   */
  public void restore(Moment now, Changes.Memory memory, Instant completeSince) {
    context.now(now);
    memory.facts().stream()
        .sorted(Comparator.comparing(Slot::origin).thenComparingLong(Slot::seq))
        .forEach(this::merge);
    context.ledger.heardAll(memory.heard());
    votes.restore(memory.votes(), memory.tokens());
    context.knowsSince(completeSince);
    context.ledger.track();
    votes.track();
  }

  /** Returns what changed since the last call and is to be remembered. */
  public Changes takeChanges() {
    Map<Changes.Promise, @Nullable Vote> promised = votes.takeChanges();
    Map<String, Long> tokens = new HashMap<>();
    promised
        .keySet()
        .forEach(key -> tokens.put(key.run().job(), votes.votedToken(key.run().job())));
    return new Changes(context.ledger.takeChanges(), context.ledger.takeHeard(), promised, tokens);
  }

  /** What this member promises is not remembered any more: it promises and starts nothing more. */
  public void journalFailed(Moment now, String reason) {
    context.now(now);
    if (!context.failed()) {
      context.fail();
      claims.cancelAll();
      registry.letGo();
      context.alarm(
          Alarm.Kind.JOURNAL_FAILED,
          context.self.name() + " " + context.wall(),
          context.self.name() + " cannot write its journal, and starts nothing more: " + reason);
    }
  }

  // Inputs: this node ----------------------------------------------------------------------------

  /** A job's timer ended. */
  public void fired(Moment now, String job) {
    context.now(now);
    fires.fired(job);
  }

  /** A job's code ended. */
  public void runEnded(Moment now, RunId run, Outcome outcome) {
    context.now(now);
    runs.ended(run, outcome);
  }

  /**
   * Registers or changes a job that this member carries.
   *
   * @throws IllegalArgumentException if it is refused, with the reason; nothing is changed then
   */
  public void register(Moment now, JobDefinition definition) {
    context.now(now);
    registry.register(definition);
  }

  /** Removes a job from the cluster; returns whether there was one. */
  public boolean remove(Moment now, String job) {
    context.now(now);
    return registry.remove(job);
  }

  /** Gives an order; its outcome is handed to {@link Ports#ordered} under the token. */
  public void order(Moment now, StartOrder order, long token) {
    context.now(now);
    orders.give(order, token);
  }

  /** Begins to leave: from now on this member starts nothing, and the others own what it owned. */
  public void leave(Moment now) {
    context.now(now);
    if (context.self.isMember() && !context.leaving()) {
      context.write(new Farewell(context.me()));
      claims.cancelAll();
    }
  }

  /** Votes no more, as this member is about to go: its last vote can be waited for then. */
  public void retire(Moment now) {
    context.now(now);
    votes.retire();
  }

  /** Gives up the runs that wait for a worker, because the grace is over. */
  public void abandonWaiting(Moment now) {
    context.now(now);
    runs.abandonWaiting();
  }

  /** Records the runs that have not ended as failed, because the grace is over. */
  public void abandon(Moment now) {
    context.now(now);
    runs.abandonAll();
  }

  /** Hands all that this node knows to one other member; done is called soon, in any case. */
  public void handOver(Moment now, Runnable done) {
    context.now(now);
    context.outbox.send();
    View view = context.view();
    List<NodeId> peers = new ArrayList<>();
    if (view != null && context.self.isMember()) {
      view.members().forEach(node -> peers.add(node.id()));
      peers.remove(context.me());
    }
    gossip.handOver(peers, done);
  }

  /** Time has passed. */
  public void tick(Moment now) {
    context.now(now);
    context.timers.run(now.nanos());
  }

  /**
   * Returns when {@link #tick} is wanted, in monotonic nanoseconds; {@link Long#MAX_VALUE} if
   * never.
   */
  public long wakeAt() {
    return context.timers.next();
  }

  /** Does what follows from the inputs since the last time, and sends what is to be sent. */
  public void flush(Moment now) {
    context.now(now);
    do {
      for (String job : takeReviewed()) {
        fires.review(job);
      }
      for (String job : drain(reconditioned)) {
        registry.review(job);
        if (!context.flaws.contains(Flaw.REACTS_TO_NEWS_ONLY)) {
          triggers.review(job);
        }
      }
      for (Ended each : drain(ended)) {
        triggers.review(each.dependent(), each.root());
      }
      // A claim that this member wins by its own vote gives more to look at.
      claims.flush();
    } while (!reviewed.isEmpty() || !reconditioned.isEmpty() || !ended.isEmpty());
    context.outbox.flush();
  }

  /** A new set each time: to empty one that was large once takes long for ever. */
  private Set<String> takeReviewed() {
    Set<String> all = reviewed;
    if (!all.isEmpty()) {
      reviewed = new LinkedHashSet<>();
    }
    return all;
  }

  private static <T> List<T> drain(Set<T> set) {
    if (set.isEmpty()) {
      return List.of();
    }
    List<T> all = new ArrayList<>(set);
    set.clear();
    return all;
  }

  // What follows ---------------------------------------------------------------------------------

  private void merge(Slot slot) {
    if (slot.entry() instanceof JobEntry job) {
      context.stamps.saw(job.stamp());
    }
    context.ledger.merge(slot);
  }

  private void changed(@Nullable Entry before, Entry after) {
    announcer.changed(before, after);
    if (after instanceof RunEntry entry) {
      changed(entry.run());
    } else if (after instanceof JobEntry entry) {
      if (entry.definition() == null) {
        registry.removed(entry.job());
      }
      triggers.defined(entry);
      look(entry.job());
    } else if (after instanceof CarrierEntry entry) {
      look(entry.job());
    } else if (after instanceof Farewell farewell) {
      departures.saidFarewell(farewell.node());
      lookAtAll();
    }
  }

  private void changed(Run run) {
    votes.learnt(run);
    claims.settled(run);
    triggers.learnt(run.id());
    orders.learnt(run);
    reviewed.add(run.job());
    if (run.state().isEnded()) {
      for (String dependent : triggers.dependents(run.job())) {
        ended.add(new Ended(dependent, run.id().root()));
      }
    }
  }

  /** A run has been claimed in vain for a while: its deadline may have passed. */
  private void reviewRun(RunId run) {
    reviewed.add(run.job());
    ended.add(new Ended(run.job(), run.root()));
  }

  private void look(String job) {
    reviewed.add(job);
    reconditioned.add(job);
  }

  private void lookAtAll() {
    for (JobEntry entry : context.ledger.jobs()) {
      look(entry.job());
    }
  }

  private void clockJudged() {
    if (clocks.outlier()) {
      claims.cancelAll();
    }
    lookAtAll();
  }

  private void suspended() {
    if (!context.flaws.contains(Flaw.KEEPS_CLAIMS)) {
      claims.voidAll();
    }
    fires.suspended();
    runs.tellWaiting();
  }

  private void activated(Electorate electorate) {
    synced = true;
    departures.activated();
    runs.activated();
    registry.activated(handover.returned());
    orders.activated();
    lookAtAll();
  }

  private void heardAMember() {
    if (!context.self.isMember()) {
      synced = true;
    }
  }

  private void publishIfSynced(Event event) {
    if (synced) {
      context.ports.publish(event);
    }
  }

  // State ----------------------------------------------------------------------------------------

  /** Returns whether this node has had the whole ledger of the cluster, and is of use. */
  public boolean synced() {
    return synced;
  }

  /** Returns whether this member was told other voters than the cluster that it came to. */
  public boolean disagrees() {
    return handover.disagrees();
  }

  /** Returns whether, besides, all jobs that this member brought are in the ledger. */
  public boolean ready() {
    return synced && (!context.self.isMember() || registry.settled());
  }

  /** Returns whether this member may claim and vote now. */
  public boolean active() {
    return context.active();
  }

  /** Returns whether nothing runs, is claimed or ordered here. */
  public boolean idle() {
    return runs.idle() && claims.idle() && orders.idle();
  }

  /**
   * Returns whether nobody needs this member's votes: what it voted for is known. A vote for who
   * crashed since is asked for in the next handover, and must not go with a member that leaves. Ask
   * after {@link #retire}, as new votes come else.
   */
  public boolean votesSettled() {
    return !votes.anyOpen() && (context.quorum.isFixed() || context.active());
  }

  /**
   * Returns the members of the electorate in which this member voted last; empty if in none yet.
   */
  public List<NodeId> electors() {
    Electorate last = votes.electorate();
    return last == null ? List.of() : last.electors();
  }

  /** Returns how many facts this node knows, with a hash that equal ledgers share. */
  public String fingerprint() {
    return context.ledger.size() + ":" + Long.toHexString(context.ledger.fingerprint());
  }

  /** Returns how much was heard of every origin. */
  public Digest digest() {
    return context.ledger.digest();
  }

  /** Returns what reads this engine's state for people; on the engine's thread only. */
  public Inspector inspector(Moment now) {
    context.now(now);
    return new Inspector(context, ownership);
  }

  /** Returns every fact that this node knows, for tests and diagnosis. */
  public Collection<Slot> facts() {
    return context.ledger.everything();
  }
}
