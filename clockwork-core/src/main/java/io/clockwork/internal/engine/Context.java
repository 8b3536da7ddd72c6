package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.HybridClock;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the engine's parts share. */
final class Context {
  /** Something is to be done more often than that, so a process that did not has stood still. */
  private static final Duration STOOD_STILL = Duration.ofSeconds(2);

  /** Views that differ are one again well before that, or whoever is missing is gone. */
  private static final Duration FORMER = Duration.ofSeconds(20);

  final Node self;
  final Ports ports;
  final Ledger ledger;
  final Outbox outbox;
  final HybridClock stamps;
  final Timers timers = new Timers();
  private final Map<Long, Consumer<@Nullable Frame>> asked = new HashMap<>();
  private long tokens;
  private Moment now;
  private long wokeAt = Long.MIN_VALUE;

  /** Which side of a partition goes on. */
  final Quorum quorum;

  /** Planted by tests; empty otherwise. */
  final Set<Flaw> flaws;

  /** When this life of this node began. */
  final Instant since;

  /** The members that left this member's view, and when. */
  private final Map<NodeId, Long> former = new TreeMap<>();

  private @Nullable View view;

  /** What members say of the voters, for an observer, which is told nothing of them itself. */
  private Set<String> votersTold = Set.of();

  private @Nullable Electorate electorate;
  private Instant activeSince;
  private boolean failed;
  private Instant knowsSince;

  /** When this member last saw less than a majority of the voters. */
  private Instant minoritySince = Instant.MAX;

  private Instant minorityUntil = Instant.MAX;

  Context(
      Node self,
      Ports ports,
      Options options,
      Ledger.Watcher watcher,
      Moment start,
      Set<Flaw> flaws) {
    this.self = self;
    this.flaws = flaws;
    this.ports = ports;
    this.ledger = new Ledger(self.id(), options.historyLimit(), watcher);
    this.quorum = new Quorum(options.voters(), flaws.contains(Flaw.VIEW_AS_QUORUM));
    this.outbox = new Outbox(this, options.chunkSize());
    this.stamps = new HybridClock(self.id());
    this.now = new Moment(start.wall().truncatedTo(ChronoUnit.MILLIS), start.nanos());
    this.since = now.wall();
    this.activeSince = since;
    this.knowsSince = since.plus(Votes.EARLY);
  }

  NodeId me() {
    return self.id();
  }

  Instant wall() {
    return now.wall();
  }

  /** Returns whether this process stood still until a moment ago. */
  boolean justWoke() {
    return wokeAt != Long.MIN_VALUE && now.nanos() - wokeAt < STOOD_STILL.toNanos();
  }

  Moment now() {
    return now;
  }

  void now(Moment moment) {
    if (moment.nanos() - now.nanos() > STOOD_STILL.toNanos()) {
      wokeAt = moment.nanos();
    }
    // Whole milliseconds, as in frames: a fact must be the same here and where it was told.
    this.now = new Moment(moment.wall().truncatedTo(ChronoUnit.MILLIS), moment.nanos());
  }

  @Nullable View view() {
    return view;
  }

  /** Returns whether a node left the view. */
  boolean lost(NodeId node) {
    View current = view;
    return current != null && !current.contains(node);
  }

  void view(View newView) {
    View before = view;
    this.view = newView;
    if (before != null && quorum.isFixed()) {
      before.members().forEach(node -> former.put(node.id(), now.nanos()));
    }
    newView.members().forEach(each -> former.keySet().removeIf(id -> sameName(id, each)));
    boolean was = before != null && quorum.maySettle(before);
    boolean is = quorum.maySettle(newView);
    if (quorum.isFixed() && !was && is) {
      activeSince = now.wall();
    }
    if (was && !is) {
      minoritySince = now.wall();
      minorityUntil = Instant.MAX;
    } else if (!was && is) {
      minorityUntil = now.wall();
    }
  }

  /** A member told who votes. */
  void votersTold(Collection<String> names) {
    this.votersTold = new TreeSet<>(names);
  }

  /** Returns the names of the voters, as far as this node knows; empty if there are none. */
  Set<String> voters() {
    return quorum.isFixed() ? quorum.voters() : votersTold;
  }

  /** Returns whether no majority of the voters is in view, nor was a moment ago. */
  boolean outOfReach() {
    Electorate current = electorate;
    return !missingVoters().isEmpty()
        && (current == null
            || voters(current).stream().map(NodeId::name).distinct().count() < current.majority());
  }

  /** Returns those of the voters that are not in view, if they are too many; else empty. */
  Set<String> missingVoters() {
    Set<String> missing = new TreeSet<>(voters());
    View current = view;
    if (current != null) {
      current.members().forEach(node -> missing.remove(node.name()));
    }
    boolean majority = voters().size() - missing.size() >= Electorate.majority(voters().size());
    return majority ? Set.of() : missing;
  }

  private static boolean sameName(NodeId id, Node node) {
    return id.name().equals(node.name());
  }

  /**
   * Returns whom to ask for votes. Named voters are asked for a while after they left the view: it
   * is their names that count, and where links are cut no member's view has all that it can reach.
   */
  List<NodeId> voters(Electorate of) {
    if (!of.named()) {
      return of.electors();
    }
    long old = now.nanos() - FORMER.toNanos();
    former.values().removeIf(at -> at - old < 0);
    List<NodeId> voters = new ArrayList<>(of.electors());
    for (NodeId id : former.keySet()) {
      if (quorum.isVoter(id) && !ledger.saidFarewell(id)) {
        voters.add(id);
      }
    }
    return voters;
  }

  /** Returns the electorate that this member may act in; null while it is in none. */
  @Nullable Electorate electorate() {
    return electorate;
  }

  void electorate(@Nullable Electorate newElectorate) {
    if (electorate == null || !electorate.named()) {
      this.activeSince = now.wall();
    }
    this.electorate = newElectorate;
  }

  /**
   * Returns when it is the turn of the member of a rank for what is due at an instant. What fell
   * due while nobody was active is due to all of them when they are again.
   */
  Instant turn(Instant due, Duration takeover, int rank) {
    if (rank == 0) {
      return due;
    }
    Instant begin = due.isBefore(activeSince) ? activeSince : due;
    return begin.plus(takeover.multipliedBy(rank));
  }

  boolean active() {
    return electorate != null;
  }

  /** Returns since when this life of this voter knows all votes that were given under its name. */
  Instant knowsSince() {
    return knowsSince;
  }

  /** Returns words on why nobody could start what was due then; empty if nothing is known. */
  String whyNot(Instant due) {
    View current = view;
    boolean none = current != null && quorum.isFixed() && !quorum.maySettle(current);
    boolean then = !due.isBefore(minoritySince) && due.isBefore(minorityUntil);
    return none || then ? "; a majority of the voters " + quorum.voters() + " was not there" : "";
  }

  /** An earlier life remembered all since then. */
  void knowsSince(Instant then) {
    this.knowsSince = then.plus(Votes.EARLY);
  }

  /** Returns whether this member cannot keep its promises any more, and so makes none. */
  boolean failed() {
    return failed;
  }

  void fail() {
    this.failed = true;
  }

  /**
   * Returns whether this member may settle what members that are gone left behind: those of its
   * view are many enough to speak for all.
   */
  boolean maySettle() {
    View current = view;
    return active() && current != null && quorum.maySettle(current);
  }

  /** Returns whether a node that is older than this member has its name, and is in the view. */
  boolean nameTaken() {
    View current = view;
    if (current == null || !self.isMember()) {
      return false;
    }
    // Asked for each vote.
    for (Node node : current.nodes()) {
      if (node.isMember() && node.name().equals(self.name()) && node.id().compareTo(me()) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether this member announced that it leaves. */
  boolean leaving() {
    return ledger.saidFarewell(me());
  }

  Timers.Timer after(Duration delay, Runnable action) {
    return timers.after(now, delay, action);
  }

  /** Writes a fact of this node's own, and tells the others. */
  void write(Entry entry) {
    Slot slot = ledger.write(entry);
    if (slot != null) {
      outbox.add(slot);
    }
  }

  /** Raises an alarm, unless it is known already; subject and kind say which it is. */
  void alarm(Alarm.Kind kind, String subject, String text) {
    Alarm alarm = new Alarm(kind, subject, self.name(), wall(), text);
    AlarmEntry entry = new AlarmEntry(alarm);
    if (ledger.slot(entry.key()) == null) {
      write(entry);
    }
  }

  /** Asks one node; the answer is null if it is unknown what became of it. */
  void ask(NodeId to, Frame frame, Duration timeout, Consumer<@Nullable Frame> answer) {
    long token = ++tokens;
    asked.put(token, answer);
    ports.request(to, frame, timeout, token);
  }

  void answered(long token, @Nullable Frame frame) {
    Consumer<@Nullable Frame> answer = asked.remove(token);
    if (answer != null) {
      answer.accept(frame);
    }
  }
}
