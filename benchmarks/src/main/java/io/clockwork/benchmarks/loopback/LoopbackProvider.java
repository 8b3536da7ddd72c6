package io.clockwork.benchmarks.loopback;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jgroups.Address;

/** Connects members of this JVM. */
final class LoopbackProvider implements ClusterProvider, AutoCloseable {
  /** Who is who: in one JVM an address needs to carry nothing. */
  private final Map<Address, Node> nodes = new ConcurrentHashMap<>();

  private final Map<String, LoopbackCluster> clusters = new ConcurrentHashMap<>();
  private final Traffic traffic = new Traffic();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          1,
          task -> {
            Thread thread = new Thread(task, "loopback-time");
            thread.setDaemon(true);
            return thread;
          });

  Traffic traffic() {
    return traffic;
  }

  Map<Address, Node> nodes() {
    return nodes;
  }

  /** Has a member go without a word. */
  void crash(String name) {
    LoopbackCluster crashing = clusters.get(name);
    if (crashing != null) {
      crashing.crash();
    }
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public Cluster create(String cluster, Node self, Network network) {
    LoopbackCluster made = new LoopbackCluster(cluster, self, this);
    clusters.put(self.name(), made);
    return made;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
