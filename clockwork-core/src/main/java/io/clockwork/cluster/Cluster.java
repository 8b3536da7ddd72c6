package io.clockwork.cluster;

import java.time.Duration;

/**
 * One node's connection to the cluster: views, multicasts to all, requests to one.
 *
 * <p>What an implementation promises, and its contract test checks:
 *
 * <ul>
 *   <li>No method but {@link #join} and {@link #close} ever blocks on the network: the engine's
 *       thread calls them.
 *   <li>Multicasts of one node arrive in the order sent, at most once each. They may be lost,
 *       wholly or at some receivers only. They are not delivered to their own sender.
 *   <li>A request is answered once or becomes unknown once. Unknown means just that: the other side
 *       may or may not have acted on it.
 *   <li>There is no order between multicasts and requests of one node.
 *   <li>Frames are opaque bytes: 1 byte to {@link #MAX_FRAME} long. Nothing in them is interpreted,
 *       and no Java serialization takes place.
 * </ul>
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public interface Cluster extends AutoCloseable {

  /** Longest frame that can be sent, in bytes: 4 MiB. */
  int MAX_FRAME = 4 * 1024 * 1024;

  /** So long after a node left the view it can still be asked: 30 s. */
  Duration ASKED_YET = Duration.ofSeconds(30);

  /** Returns this node as the others see it. */
  Node self();

  /**
   * Joins the cluster and returns once the first view was handed to the listener. Blocks, normally
   * for less than two seconds.
   *
   * @param listener called for everything that comes in, from now until {@link #close} returned
   * @throws ClusterException if the network address is not there, the configuration is refused, or
   *     this connection was joined or closed before; nothing is left running then
   */
  void join(ClusterListener listener);

  /**
   * Sends a frame to every other node of the view. Never blocks.
   *
   * @param frame what to send
   * @return false if the frame was dropped at once because the bounded queue to the network is full
   *     or the connection is not joined; true says only that it was taken
   * @throws IllegalArgumentException if the frame is empty or longer than {@link #MAX_FRAME}
   */
  boolean multicast(byte[] frame);

  /**
   * Sends a frame to one node and hands over its answer. Never blocks. A request to this node
   * itself is served too.
   *
   * @param target whom to ask; one that left the view up to {@link #ASKED_YET} ago is asked too, as
   *     it may well be there; what was asked before a node left the view may become unknown at
   *     once, and so does what is asked of any other node
   * @param frame what to ask
   * @param timeout after this long the answer is unknown; 1 ms to 1 hour
   * @param answer called exactly once, from any thread, possibly before this method returns
   * @throws IllegalArgumentException if the frame is empty or too long, or the timeout out of range
   */
  void request(NodeId target, byte[] frame, Duration timeout, Answer answer);

  /**
   * Returns in words which addresses, ports and groups this node uses, and what to check if it
   * finds nobody. For logs and for people.
   */
  String describe();

  /**
   * Leaves the cluster gracefully, so that the others see a new view within a second or so. Pending
   * requests become unknown. Blocks for at most a few seconds; idempotent.
   */
  @Override
  void close();
}
