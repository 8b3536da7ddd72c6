package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterContract;
import io.clockwork.cluster.Node;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The contract over real multicast on loopback. */
class UdpClusterTest extends ClusterContract {

  @Override
  protected Cluster create(String clusterName, Node self) {
    return Clusters.connection(clusterName, self, Clusters.udp());
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
