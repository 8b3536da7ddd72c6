package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.cluster.sim.Links.Traffic;
import io.clockwork.cluster.sim.Seat.Doubt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Each node has a view of its own, as JGroups makes it.
 *
 * <p>A node suspects whom it has not heard for a time (FD_ALL3): heartbeats are multicasts, and a
 * suspect that still answers is none (VERIFY_SUSPECT2). Only the first node of a view that is not
 * suspected <em>by itself</em> acts, so a node that suspects the coordinator and is not next in
 * rank does nothing. It makes a view without the suspects, and multicasts it; who is not in it, has
 * a later one, or is out of reach does not install it, and keeps the view it has. Nodes that hear
 * of other views than their own merge them after some seconds (MERGE3).
 *
 * <p>Nothing is sent for this and no timer runs while all is well: who hears whom is worked out
 * whenever it may have changed.
 */
final class OwnViews implements Views {
  private static final int JOIN_ATTEMPTS = 10;

  private final SimNetwork network;
  private final SimTime time;
  private final Map<NodeId, Seat> seats = new TreeMap<>();
  private final Merger merger;

  OwnViews(SimNetwork network) {
    this.network = network;
    this.time = network.time;
    this.merger = new Merger(network, seats);
  }

  // Joining and leaving
  // -----------------------------------------------------------------------------

  @Override
  public void join(SimCluster node) {
    Seat seat = new Seat(node, network.random.nextLong());
    seats.put(seat.id(), seat);
    time.after(network.millis(5, 200), () -> attempt(seat));
  }

  private void attempt(Seat seat) {
    if (!seat.cluster.up() || seat.joined()) {
      return;
    }
    List<Seat> found = reachable(seat);
    Seat coordinator = coordinatorOf(found);
    boolean others = found.stream().anyMatch(Seat::joined);
    boolean behind =
        found.stream().anyMatch(other -> !other.joined() && other.id().compareTo(seat.id()) < 0);
    boolean patient = ++seat.attempts <= JOIN_ATTEMPTS && (others || behind);
    if (coordinator != null && reach(seat, coordinator)) {
      coordinator.joiners.add(seat.cluster.self());
      viewSoon(coordinator);
    } else if (seat.awake && !patient) {
      Node self = seat.cluster.self();
      install(seat, new View(new ViewId(self.id(), 1), List.of(self), false));
      return;
    }
    time.after(
        others ? network.millis(1_000, 2_000) : network.millis(50, 150), () -> attempt(seat));
  }

  /** Returns who answers a joiner's discovery. */
  private List<Seat> reachable(Seat seat) {
    return seats.values().stream()
        .filter(
            other ->
                other != seat
                    && reach(seat, other)
                    && network.links().flows(Traffic.MULTICAST, seat.name(), other.name()))
        .toList();
  }

  /** Returns the coordinator that most of them name. */
  private @Nullable Seat coordinatorOf(Collection<Seat> found) {
    Map<NodeId, Integer> votes = new TreeMap<>();
    for (Seat each : found) {
      if (each.joined()) {
        votes.merge(each.view().coordinator().id(), 1, Integer::sum);
      }
    }
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(vote -> seats.get(vote.getKey()))
        .orElse(null);
  }

  private boolean reach(Seat a, Seat b) {
    return a.awake && b.awake && network.links().bothWays(a.name(), b.name());
  }

  @Override
  public void leave(SimCluster node) {
    gone(node, network.millis(1, 50));
  }

  /** Its sockets are closed, which whoever is connected notices soon (FD_SOCK2). */
  @Override
  public void crashed(SimCluster node) {
    long most = Math.max(101, Math.min(1_000, network.faults().detection().toMillis()));
    gone(node, network.millis(100, most));
  }

  private void gone(SimCluster node, Duration noticed) {
    NodeId id = node.self().id();
    seats.remove(id);
    time.after(
        noticed,
        () -> {
          for (Seat seat : List.copyOf(seats.values())) {
            if (network.links().flows(Traffic.UNICAST, id.name(), seat.name())) {
              seat.dead.add(id);
              viewSoon(seat);
            }
          }
        });
    listen();
  }

  @Override
  public void awake(SimCluster node, boolean awake) {
    Seat seat = seats.get(node.self().id());
    if (seat != null && seat.awake != awake) {
      seat.awake = awake;
      // Whoever stood still has counted no missing heartbeats.
      seat.doubts.clear();
      seat.hasSlept = true;
      listen();
    }
  }

  @Override
  public void linksChanged() {
    listen();
  }

  // Suspicion
  // ---------------------------------------------------------------------------------------

  /** Works out who hears whom, and what that will lead to. */
  private void listen() {
    for (Seat seat : seats.values()) {
      if (seat.awake && seat.joined()) {
        listen(seat);
      }
    }
    merger.look(this::accept);
  }

  private void listen(Seat seat) {
    List<Node> others =
        seat.view().nodes().stream().filter(node -> !node.id().equals(seat.id())).toList();
    boolean alone = !others.isEmpty() && others.stream().noneMatch(node -> hears(seat, node.id()));
    boolean deaf = alone && others.stream().anyMatch(node -> isHeard(seat, node.id()));
    for (Node node : others) {
      if (!hears(seat, node.id())) {
        // A deaf node is alone at once. Why JGroups is that quick with it is not known.
        doubt(seat, node.id(), true, deaf ? 200 : share(0.85), deaf ? 1_000 : share(1.1));
      } else if (isEstranged(seat, node.id())) {
        doubt(seat, node.id(), false, share(1.2), share(1.5));
      } else {
        seat.doubts.remove(node.id());
      }
    }
  }

  private long share(double share) {
    return (long) (network.faults().detection().toMillis() * share);
  }

  private void doubt(Seat seat, NodeId other, boolean silent, long from, long to) {
    Doubt before = seat.doubts.get(other);
    if (before != null && before.silent() == silent) {
      return;
    }
    Duration wait = network.millis(from, to);
    long at = time.nanos() + wait.toNanos();
    seat.doubts.put(
        other, new Doubt(silent, before == null ? at : Math.min(at, before.suspectedAt())));
    time.after(wait, () -> act(seat));
  }

  private boolean hears(Seat seat, NodeId other) {
    Seat theirs = seats.get(other);
    return theirs != null
        && theirs.awake
        && (network.links().flows(Traffic.MULTICAST, theirs.name(), seat.name())
            || network.links().bothWays(theirs.name(), seat.name()));
  }

  private boolean isHeard(Seat seat, NodeId other) {
    Seat theirs = seats.get(other);
    return theirs != null
        && theirs.awake
        && (network.links().flows(Traffic.MULTICAST, seat.name(), theirs.name())
            || network.links().flows(Traffic.UNICAST, seat.name(), theirs.name()));
  }

  /**
   * Returns whether another has gone its own way, and cannot be asked back. Whoever is heard by
   * nobody does not notice that.
   */
  private boolean isEstranged(Seat seat, NodeId other) {
    Seat theirs = seats.get(other);
    return theirs != null
        && seat.view().nodes().stream()
            .anyMatch(node -> !node.id().equals(seat.id()) && isHeard(seat, node.id()))
        && theirs.joined()
        && !theirs.view().contains(seat.id())
        && !network.links().bothWays(theirs.name(), seat.name());
  }

  // Views
  // -------------------------------------------------------------------------------------------

  /** Changes that come together share a view. */
  private void viewSoon(Seat seat) {
    if (!seat.viewDue) {
      seat.viewDue = true;
      time.after(
          network.millis(1, 30),
          () -> {
            seat.viewDue = false;
            act(seat);
          });
    }
  }

  private void act(Seat seat) {
    if (!seat.cluster.up() || !seat.awake || !seat.joined()) {
      return;
    }
    View old = seat.view();
    List<Node> left =
        old.nodes().stream().filter(node -> !seat.suspects(node.id(), time.nanos())).toList();
    if (!left.get(0).id().equals(seat.id())) {
      return;
    }
    Set<Node> nodes = new LinkedHashSet<>(left);
    for (Node joiner : seat.joiners) {
      Seat theirs = seats.get(joiner.id());
      if (theirs != null && !theirs.joined()) {
        nodes.add(joiner);
      }
    }
    seat.joiners.clear();
    if (nodes.size() == old.nodes().size() && nodes.size() == left.size()) {
      return;
    }
    List<Node> ordered = ordered(nodes);
    View view = new View(new ViewId(ordered.get(0).id(), old.id().number() + 1), ordered, false);
    for (Node node : ordered) {
      Seat target = seats.get(node.id());
      if (target != null && target != seat) {
        Traffic way = target.joined() ? Traffic.MULTICAST : Traffic.UNICAST;
        if (network.links().flows(way, seat.name(), target.name())) {
          Duration delay = network.delay().plus(network.viewLag());
          network.inOrder(List.of(node.id()), delay, () -> accept(target, view));
        }
      }
    }
    install(seat, view);
  }

  static List<Node> ordered(Collection<Node> nodes) {
    List<Node> ordered = new ArrayList<>(nodes);
    ordered.sort(Comparator.comparing(node -> !node.isMember()));
    return ordered;
  }

  /** A view comes in: only a later one than the node has counts. */
  private void accept(Seat seat, View view) {
    if (seat.cluster.up() && (!seat.joined() || seat.view().id().number() < view.id().number())) {
      install(seat, view);
    }
  }

  private void install(Seat seat, View view) {
    seat.installed(view);
    seat.cluster.install(view);
    listen();
  }
}
