package io.clockwork.cluster.sim;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's connection to a {@link SimNetwork}. */
public final class SimCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(SimCluster.class);

  private final SimNetwork network;
  private final Node self;
  private final List<Pending> asked = new ArrayList<>();
  private final Tails tails = new Tails();

  /** Who was in a view of this node, and when it left. */
  private final Map<NodeId, Long> seen = new HashMap<>();

  private @Nullable ClusterListener listener;
  private @Nullable View view;
  private boolean up;
  private boolean used;
  private boolean crashed;
  private long floor;

  private static final class Pending {
    private final NodeId target;
    private final Answer answer;
    private boolean done;

    private Pending(NodeId target, Answer answer) {
      this.target = target;
      this.answer = answer;
    }
  }

  SimCluster(SimNetwork network, Node self) {
    this.network = network;
    this.self = self;
  }

  @Override
  public Node self() {
    return self;
  }

  /** Joins and lets time pass until the first view is here; for tests outside of the simulation. */
  @Override
  public void join(ClusterListener newListener) {
    begin(newListener);
    if (!network.time.advanceUntil(() -> view != null, Duration.ofSeconds(30))) {
      throw new ClusterException("no view came");
    }
  }

  /** Begins to join; the view comes later. */
  public void begin(ClusterListener newListener) {
    if (used) {
      throw new ClusterException(self.id() + " has joined before; make a new connection");
    }
    used = true;
    up = true;
    listener = newListener;
    network.join(this);
  }

  boolean up() {
    return up;
  }

  @Nullable View view() {
    return view;
  }

  /** Returns whether the process crashed, rather than left. */
  boolean crashedNow() {
    return crashed;
  }

  /** Stops the process as SIGSTOP does, or lets it go on: meanwhile the others do not hear it. */
  public void awake(boolean awake) {
    if (up) {
      network.awake(this, awake);
    }
  }

  void install(View newView) {
    ClusterListener to = listener;
    if (up && to != null) {
      if (network.breakable()) {
        forget(view, newView);
      }
      if (view != null) {
        view.nodes().forEach(node -> seen.put(node.id(), network.time.nanos()));
      }
      view = newView;
      newView.nodes().forEach(node -> seen.remove(node.id()));
      guarded(() -> to.viewChanged(newView));
      for (Pending each : List.copyOf(asked)) {
        if (!newView.contains(each.target)) {
          unknown(each, each.target + " left the view");
        }
      }
    }
  }

  /** What was sent in another past than the one that goes on is not delivered any more. */
  private void forget(@Nullable View before, View after) {
    boolean another =
        before != null && (after.merged() || after.id().number() != before.id().number() + 1);
    if (another) {
      floor = after.id().number();
    }
    tails.retain(id -> !another && after.contains(id));
    network.giveUp(self.id(), id -> !after.contains(id));
  }

  /** What a listener throws changes nothing. */
  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      LOG.debug("A listener threw", e);
    }
  }

  @Override
  public boolean multicast(byte[] given) {
    check(given);
    byte[] frame = given.clone();
    View to = view;
    if (!up || to == null) {
      return false;
    }
    long sentIn = to.id().number();
    for (Node node : to.nodes()) {
      if (!node.equals(self)) {
        send(node.id(), frame, sentIn);
      }
    }
    return true;
  }

  private void send(NodeId to, byte[] frame, long sentIn) {
    if (network.lost() || !network.multicastFlows(self.id(), to)) {
      if (network.breakable()) {
        tails.add(to, frame);
      }
      return;
    }
    List<byte[]> missed = tails.isEmpty() ? List.of() : tails.take(to);
    Duration delay = network.delay();
    if (!missed.isEmpty() && network.retransmits()) {
      delay = delay.plus(network.delay()).plus(network.delay());
      for (byte[] each : missed) {
        network.inOrder(List.of(self.id(), to), delay, () -> arrive(to, each, sentIn));
      }
    }
    network.inOrder(List.of(self.id(), to), delay, () -> arrive(to, frame, sentIn));
  }

  private void arrive(NodeId to, byte[] frame, long sentIn) {
    SimCluster target = network.find(to);
    ClusterListener theirs = target == null ? null : target.listener;
    // As with JGroups: who is not in the receiver's view is not heard, and a crash loses some.
    if (target != null
        && theirs != null
        && target.view != null
        && target.view.contains(self.id())
        && sentIn >= target.floor
        && !(crashed && network.lostInCrash())) {
      guarded(() -> theirs.multicastReceived(self.id(), frame.clone()));
    }
  }

  @Override
  public void request(NodeId to, byte[] given, Duration timeout, Answer answer) {
    check(given);
    byte[] frame = given.clone();
    if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("timeout " + timeout + ": use 1 ms to 1 hour");
    }
    Pending pending = new Pending(to, answer);
    if (!up || view == null || !(view.contains(to) || leftOfLate(to))) {
      unknown(pending, to + " is not in the view");
      return;
    }
    asked.add(pending);
    network.time.after(timeout, () -> unknown(pending, "no answer within " + timeout));
    if (!network.lost()) {
      network.unicast(this, to, () -> serve(pending, frame));
      if (network.doubled()) {
        network.unicast(this, to, () -> serve(pending, frame));
      }
    }
  }

  private boolean leftOfLate(NodeId node) {
    Long left = seen.get(node);
    return network.breakable()
        && left != null
        && network.time.nanos() - left <= ASKED_YET.toNanos();
  }

  private void serve(Pending pending, byte[] frame) {
    SimCluster target = network.find(pending.target);
    ClusterListener theirs = target == null ? null : target.listener;
    if (theirs == null) {
      return;
    }
    boolean[] replied = new boolean[1];
    ClusterListener.Reply reply =
        given -> {
          check(given);
          byte[] answer = given.clone();
          if (!replied[0] && !network.lost()) {
            network.unicast(target, self.id(), () -> answered(pending, answer));
          }
          replied[0] = true;
        };
    guarded(() -> theirs.requestReceived(self.id(), frame.clone(), reply));
  }

  private void answered(Pending pending, byte[] frame) {
    if (!pending.done && up) {
      pending.done = true;
      asked.remove(pending);
      pending.answer.answered(frame.clone());
    }
  }

  private void unknown(Pending pending, String reason) {
    if (!pending.done) {
      pending.done = true;
      asked.remove(pending);
      pending.answer.unknown(reason);
    }
  }

  private static void check(byte[] frame) {
    if (frame.length == 0 || frame.length > MAX_FRAME) {
      throw new IllegalArgumentException(
          "frame of " + frame.length + " bytes: use 1 to " + MAX_FRAME);
    }
  }

  @Override
  public String describe() {
    return self.id() + " in " + network.cluster + ", on a simulated network";
  }

  /** Stops at once, without a word. */
  public void crash() {
    if (up) {
      up = false;
      crashed = true;
      network.crashed(this);
    }
  }

  @Override
  public void close() {
    used = true;
    if (up) {
      up = false;
      network.leave(this);
      for (Pending each : List.copyOf(asked)) {
        unknown(each, "closed");
      }
    }
  }
}
