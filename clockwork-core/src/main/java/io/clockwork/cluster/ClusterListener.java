package io.clockwork.cluster;

/**
 * Takes what comes in from the cluster.
 *
 * <p>All methods are called on threads of the network, several at once for different senders, and
 * must neither block nor send: they hand over to a queue and return. The frames are owned by the
 * listener. What a method throws is logged and changes nothing.
 *
 * @since 0.1
 */
public interface ClusterListener {

  /**
   * A new view was installed. Views come one at a time, in the order of their installation.
   *
   * @param view the new view; this node is in it
   */
  void viewChanged(View view);

  /**
   * A multicast came in.
   *
   * @param from the sender; it may have left the view meanwhile
   * @param frame 1 to {@link Cluster#MAX_FRAME} bytes, from a stranger until checked
   */
  void multicastReceived(NodeId from, byte[] frame);

  /**
   * A request came in. It may come from a node that is not, or no longer, in the view.
   *
   * @param from the asker
   * @param frame 1 to {@link Cluster#MAX_FRAME} bytes, from a stranger until checked
   * @param reply how to answer, from any thread, now or later; never answering makes it unknown at
   *     the asker
   */
  void requestReceived(NodeId from, byte[] frame, Reply reply);

  /**
   * Answers one request.
   *
   * @since 0.1
   */
  interface Reply {

    /**
     * Sends the answer. Never blocks; a second call is ignored.
     *
     * @param frame 1 to {@link Cluster#MAX_FRAME} bytes
     * @throws IllegalArgumentException if the frame is empty or too long; the request may still be
     *     answered then
     */
    void send(byte[] frame);
  }
}
