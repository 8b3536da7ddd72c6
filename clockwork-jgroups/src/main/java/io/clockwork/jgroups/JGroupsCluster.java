package io.clockwork.jgroups;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection: new, then joined, then closed for good. What it is while joined stands in {@link
 * Session}.
 */
final class JGroupsCluster implements Cluster {

  private final String cluster;
  private final Node self;
  private final Network network;
  private final Object lifecycle = new Object();
  private boolean used;
  private volatile @Nullable Session session;

  JGroupsCluster(String cluster, Node self, Network network) {
    this.cluster = cluster;
    this.self = self;
    this.network = network;
  }

  @Override
  public Node self() {
    return self;
  }

  @Override
  public void join(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    synchronized (lifecycle) {
      if (used) {
        throw new ClusterException(
            "this connection of " + self.name() + " was joined or closed before; make a new one");
      }
      used = true;
      Session opening = new Session(cluster, self, network, listener);
      session = opening;
      try {
        opening.join();
      } catch (RuntimeException e) {
        session = null;
        opening.close();
        throw e;
      }
    }
  }

  @Override
  public boolean multicast(byte[] frame) {
    Frames.check(frame);
    Session current = session;
    return current != null && current.multicast(frame.clone());
  }

  @Override
  public void request(NodeId target, byte[] frame, Duration timeout, Answer answer) {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(answer, "answer");
    Frames.check(frame);
    Frames.check(timeout);
    Session current = session;
    if (current == null) {
      answer.unknown("the connection is not joined");
      return;
    }
    current.request(target, frame.clone(), timeout, answer);
  }

  @Override
  public String describe() {
    Session current = session;
    return current != null
        ? current.describe()
        : self.id() + " is not in cluster \"" + cluster + "\" (" + network + ")";
  }

  /**
   * Returns how many messages the transport refused since this node joined; 0 if it is not joined.
   */
  long refused() {
    Session current = session;
    return current != null ? current.refused() : 0;
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      used = true;
      Session closing = session;
      session = null;
      if (closing != null) {
        closing.close();
      }
    }
  }

  @Override
  public String toString() {
    return "JGroupsCluster[" + cluster + ", " + self.id() + "]";
  }
}
