package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The network of one cluster. Nobody is partitioned: views follow one another, and all members
 * install them in the same order, but each at its own time.
 */
public final class SimNetwork {
  final String cluster;
  final SimTime time;
  private final Random random;
  private Faults faults;
  private final Map<NodeId, SimCluster> nodes = new HashMap<>();
  private final Map<List<NodeId>, Long> lastArrival = new HashMap<>();
  private final List<Node> members = new ArrayList<>();
  private long viewNumber;
  private boolean viewDue;

  public SimNetwork(String cluster, SimTime time, Random random, Faults faults) {
    this.cluster = cluster;
    this.time = time;
    this.random = random;
    this.faults = faults;
  }

  /** Makes the network better or worse from now on. */
  public void faults(Faults newFaults) {
    this.faults = newFaults;
  }

  /** Makes a connection that has not joined. */
  public SimCluster create(Node self) {
    return new SimCluster(this, self);
  }

  @Nullable SimCluster find(NodeId id) {
    return nodes.get(id);
  }

  void join(SimCluster node) {
    nodes.put(node.self().id(), node);
    time.after(
        millis(5, 200),
        () -> {
          if (node.up()) {
            members.add(node.self());
            viewSoon();
          }
        });
  }

  void leave(SimCluster node) {
    nodes.remove(node.self().id());
    time.after(millis(1, 50), () -> remove(node));
  }

  void crashed(SimCluster node) {
    nodes.remove(node.self().id());
    long most = Math.max(101, faults.detection().toMillis());
    time.after(millis(100, most), () -> remove(node));
  }

  /**
   * A node is silent: the others' failure detection puts it out of the view. It is not told, and
   * acts on its old view until it is let in again.
   */
  public void exclude(SimCluster node) {
    remove(node);
  }

  /** A silent node speaks again: it is in a later view, and never hears of those between. */
  public void readmit(SimCluster node) {
    if (node.up() && !members.contains(node.self())) {
      members.add(node.self());
      viewSoon();
    }
  }

  private void remove(SimCluster node) {
    if (members.remove(node.self())) {
      viewSoon();
    }
  }

  /** Changes that come together share a view, as with JGroups. */
  private void viewSoon() {
    if (!viewDue) {
      viewDue = true;
      time.after(millis(1, 30), this::installView);
    }
  }

  private void installView() {
    viewDue = false;
    if (members.isEmpty()) {
      return;
    }
    List<Node> ordered = new ArrayList<>(members);
    ordered.sort(Comparator.comparing(node -> !node.isMember()));
    View view = new View(new ViewId(ordered.get(0).id(), ++viewNumber), ordered, false);
    for (Node node : ordered) {
      SimCluster target = nodes.get(node.id());
      if (target != null) {
        inOrder(List.of(node.id()), delay().plus(viewLag()), () -> target.install(view));
      }
    }
  }

  /** Delivers in the order of sending, on one way. */
  void inOrder(List<NodeId> way, Duration delay, Runnable action) {
    long at = Math.max(time.nanos() + delay.toNanos(), lastArrival.getOrDefault(way, 0L) + 1);
    lastArrival.put(way, at);
    time.at(at, action);
  }

  boolean lost() {
    return random.nextDouble() < faults.loss();
  }

  boolean doubled() {
    return faults.doubled() > 0 && random.nextDouble() < faults.doubled();
  }

  /** A third of the nodes learn of a view late. */
  private Duration viewLag() {
    return faults.viewLag().isZero() || random.nextInt(3) != 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (faults.viewLag().toNanos() * random.nextDouble()));
  }

  /** Whether a crashed sender's message, on its way when it crashed, never arrives. */
  boolean lostInCrash() {
    return random.nextBoolean();
  }

  Duration delay() {
    long typical = faults.typical().toNanos();
    long nanos = (long) (typical * (0.2 + 1.6 * random.nextDouble()));
    if (random.nextDouble() < faults.slowShare()) {
      nanos += (long) (faults.slow().toNanos() * random.nextDouble());
    }
    return Duration.ofNanos(nanos);
  }

  private Duration millis(long from, long to) {
    return Duration.ofMillis(from + (long) (random.nextDouble() * (to - from)));
  }
}
