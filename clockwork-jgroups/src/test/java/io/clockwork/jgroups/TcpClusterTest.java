package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterContract;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The contract over TCP, where each node looks at the same three addresses whatever its cluster.
 */
class TcpClusterTest extends ClusterContract {

  private final List<Integer> ports =
      Stream.generate(Clusters::freePort).distinct().limit(3).toList();
  private int opened;

  @Override
  protected Cluster create(String clusterName, Node self) {
    String[] hosts = ports.stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new);
    // One that was closed makes room: no test has more than three at a time.
    int port = ports.get(opened++ % ports.size());
    return Clusters.connection(clusterName, self, Network.tcp(hosts).bind("127.0.0.1").port(port));
  }

  @Override
  protected void check(Cluster connection) {
    assertThat(((JGroupsCluster) connection).refused()).isZero();
  }

  @Override
  protected void awaitUntil(String what, BooleanSupplier condition) {
    Clusters.awaitUntil(what, condition);
  }

  @Override
  protected void settle() {
    Clusters.settle(Duration.ofMillis(200));
  }
}
