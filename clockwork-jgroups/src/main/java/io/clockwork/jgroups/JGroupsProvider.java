package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.util.Objects;

/**
 * Makes connections to clusters on JGroups. Thread-safe.
 *
 * <p>Sets the system property {@code jgroups.deserialization.filter} to {@code !*} if it is not
 * set: JGroups reads it once, when its classes load, and without it a stranger's datagram may make
 * JGroups deserialize Java objects. This class therefore refers to no class of JGroups.
 *
 * @since 0.1
 */
public final class JGroupsProvider implements ClusterProvider {

  private static final String FILTER = "jgroups.deserialization.filter";
  private static final int MAX_CLUSTER_NAME = 100;

  static {
    if (System.getProperty(FILTER) == null) {
      System.setProperty(FILTER, "!*");
    }
  }

  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public JGroupsProvider() {}

  /**
   * {@inheritDoc}
   *
   * @throws ClusterException if the cluster's name is empty, longer than 100 characters or has
   *     control characters
   */
  @Override
  public Cluster create(String cluster, Node self, Network network) {
    checkName(cluster);
    return new JGroupsCluster(
        cluster, Objects.requireNonNull(self, "self"), Objects.requireNonNull(network, "network"));
  }

  private static void checkName(String cluster) {
    Objects.requireNonNull(cluster, "cluster");
    if (cluster.isBlank() || cluster.length() > MAX_CLUSTER_NAME) {
      throw new ClusterException(
          "cluster name \""
              + cluster
              + "\" has "
              + cluster.length()
              + " characters; use 1 to "
              + MAX_CLUSTER_NAME
              + ", not all blank");
    }
    if (cluster.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new ClusterException(
          "cluster name \"" + cluster + "\" is not allowed; use printable ASCII characters");
    }
  }
}
