package io.clockwork;

import io.clockwork.client.ClockworkClient;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.Role;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.node.LocalNode;
import io.clockwork.internal.node.Settings;
import io.clockwork.job.Durability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says what an observer is; {@link #connect} is the last clause. Not thread-safe.
 *
 * @since 0.1
 */
public final class ObserverBuilder {
  private final String cluster;
  private String name = Names.defaultName();
  private Network network = Network.udp();
  private Duration timeout = Duration.ofSeconds(5);

  ObserverBuilder(String cluster) {
    this.cluster = Names.checkCluster(cluster);
  }

  /**
   * Gives the observer a name, which stands in the orders that it gives. Default: the host's name
   * and the process id.
   *
   * @param newName 1 to 64 ASCII letters, digits, {@code '-'}, {@code '_'} or {@code '.'}
   */
  public ObserverBuilder name(String newName) {
    this.name = Objects.requireNonNull(newName, "name");
    return this;
  }

  /**
   * Says how the members are found. Default: {@link Network#udp()}.
   *
   * @param newNetwork the network
   */
  public ObserverBuilder network(Network newNetwork) {
    this.network = Objects.requireNonNull(newNetwork, "network");
    return this;
  }

  /**
   * Says how long to look for a member and its ledger. Default: 5 s.
   *
   * @param newTimeout 1 ms to 1 hour
   * @throws IllegalArgumentException if it is out of range
   */
  public ObserverBuilder timeout(Duration newTimeout) {
    if (newTimeout.toMillis() < 1 || newTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("timeout " + newTimeout + ": use 1 ms to 1 hour");
    }
    this.timeout = newTimeout;
    return this;
  }

  /**
   * Joins the cluster and returns once a member's whole ledger is here. Blocks until then.
   *
   * @return the client; close it to leave
   * @throws ClusterException if the network cannot be joined or no member is found in time. Nothing
   *     is left running
   */
  public ClockworkClient connect() {
    Node self = new Node(Names.newIncarnation(name), Role.OBSERVER, Map.of());
    Settings settings =
        new Settings(
            cluster,
            self,
            network,
            List.of(),
            List.of(),
            1,
            Duration.ZERO,
            timeout,
            List.of(),
            Options.MAX_CLOCK_SKEW,
            null,
            Durability.ASYNC);
    return LocalNode.start(settings, Names.provider()).client();
  }
}
