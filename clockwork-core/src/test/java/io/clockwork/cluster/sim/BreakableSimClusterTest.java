package io.clockwork.cluster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterContract;
import io.clockwork.cluster.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A network that can be cut keeps the port's promises while it is not. */
class BreakableSimClusterTest extends ClusterContract {
  private final SimTime time = new SimTime();
  private final Map<String, SimNetwork> networks = new HashMap<>();

  @Override
  protected Cluster create(String clusterName, Node self) {
    return networks
        .computeIfAbsent(
            clusterName, name -> SimNetwork.breakable(name, time, new Random(7), Faults.NONE))
        .create(self);
  }

  @Override
  protected void awaitUntil(String what, BooleanSupplier condition) {
    assertThat(time.advanceUntil(condition, Duration.ofSeconds(60))).as(what).isTrue();
  }

  @Override
  protected void settle() {
    time.advance(Duration.ofSeconds(2));
  }
}
