package io.clockwork.cluster;

/**
 * Makes connections to clusters. Found by {@link java.util.ServiceLoader}: the module {@code
 * clockwork-jgroups} brings one.
 *
 * @since 0.1
 */
public interface ClusterProvider {

  /**
   * Makes a connection that has not joined yet. Opens no socket.
   *
   * @param cluster the cluster's name, 1 to 100 characters; nodes of different names never meet
   * @param self this node
   * @param network how the nodes find and reach one another
   * @return a new connection
   * @throws ClusterException if the network's settings are refused
   */
  Cluster create(String cluster, Node self, Network network);
}
