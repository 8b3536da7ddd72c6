package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The network of one cluster. Either nobody is ever partitioned, and there is one view for all; or
 * its {@linkplain #links links} can be cut, and each node has its own opinion of who is there.
 */
public final class SimNetwork {
  private record Held(SimCluster sender, Runnable action) {}

  final String cluster;
  final SimTime time;
  final Random random;
  private Faults faults;
  private final boolean breakable;
  private final Links links = new Links(this::linksChanged);
  private final Views views;
  private final Map<NodeId, SimCluster> nodes = new HashMap<>();
  private final Map<List<NodeId>, Long> lastArrival = new HashMap<>();
  private final Map<List<NodeId>, List<Held>> held = new HashMap<>();

  /** Makes a network on which nobody is partitioned. */
  public SimNetwork(String cluster, SimTime time, Random random, Faults faults) {
    this(cluster, time, random, faults, false);
  }

  private SimNetwork(
      String cluster, SimTime time, Random random, Faults faults, boolean breakable) {
    this.cluster = cluster;
    this.time = time;
    this.random = random;
    this.faults = faults;
    this.breakable = breakable;
    this.views = breakable ? new OwnViews(this) : new SharedView(this);
  }

  /**
   * Makes a network whose links can be cut and whose nodes detect failures themselves, as JGroups'
   * do: {@link Faults#detection} is then how long a node must not be heard to be suspected.
   */
  public static SimNetwork breakable(String cluster, SimTime time, Random random, Faults faults) {
    return new SimNetwork(cluster, time, random, faults, true);
  }

  /** Makes the network better or worse from now on. */
  public void faults(Faults newFaults) {
    this.faults = newFaults;
  }

  Faults faults() {
    return faults;
  }

  /** Returns what flows from whom to whom, to be cut and healed. */
  public Links links() {
    if (!breakable) {
      throw new IllegalStateException("this network has one view for all; make a breakable one");
    }
    return links;
  }

  boolean breakable() {
    return breakable;
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
    views.join(node);
  }

  void leave(SimCluster node) {
    nodes.remove(node.self().id());
    views.leave(node);
  }

  void crashed(SimCluster node) {
    nodes.remove(node.self().id());
    views.crashed(node);
  }

  void awake(SimCluster node, boolean awake) {
    views.awake(node, awake);
  }

  /**
   * A node is silent: the others' failure detection puts it out of the view. It is not told, and
   * acts on its old view until it is let in again. For networks with one view for all.
   */
  public void exclude(SimCluster node) {
    if (views instanceof SharedView shared) {
      shared.remove(node);
    }
  }

  /** A silent node speaks again: it is in a later view, and never hears of those between. */
  public void readmit(SimCluster node) {
    if (views instanceof SharedView shared) {
      shared.readmit(node);
    }
  }

  private void linksChanged() {
    held.forEach(
        (way, waiting) -> {
          if (links.flows(Links.Traffic.UNICAST, way.get(0).name(), way.get(1).name())) {
            waiting.forEach(each -> sendAgain(way, each));
            waiting.clear();
          }
        });
    held.values().removeIf(List::isEmpty);
    views.linksChanged();
  }

  private void sendAgain(List<NodeId> way, Held message) {
    time.after(
        delay().plus(millis(0, 500)),
        () -> {
          if (message.sender().up()) {
            unicast(message.sender(), way.get(1), message.action());
          }
        });
  }

  /** Sends what arrives by an action; while its way is cut it is kept, to be sent again. */
  void unicast(SimCluster sender, NodeId to, Runnable action) {
    NodeId from = sender.self().id();
    if (!breakable || links.flows(Links.Traffic.UNICAST, from.name(), to.name())) {
      time.after(delay(), action);
    } else {
      held.computeIfAbsent(List.of(from, to), any -> new ArrayList<>())
          .add(new Held(sender, action));
    }
  }

  /** What was kept for a node that left the sender's view is not sent any more. */
  void giveUp(NodeId from, Predicate<NodeId> gone) {
    held.keySet().removeIf(way -> way.get(0).equals(from) && gone.test(way.get(1)));
  }

  boolean multicastFlows(NodeId from, NodeId to) {
    return !breakable || links.flows(Links.Traffic.MULTICAST, from.name(), to.name());
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

  /** Whether what a node missed is sent again when it hears of it, by what comes next. */
  boolean retransmits() {
    return random.nextInt(8) != 0;
  }

  boolean doubled() {
    return faults.doubled() > 0 && random.nextDouble() < faults.doubled();
  }

  /** A third of the nodes learn of a view late. */
  Duration viewLag() {
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

  Duration millis(long from, long to) {
    return Duration.ofMillis(from + (long) (random.nextDouble() * (to - from)));
  }
}
