package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** What the tests of this module share. */
final class Clusters {

  /** How long a test waits for what must happen; generous, as machines are busy. */
  static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("clockwork.test.patience.seconds", 60));

  private static final AtomicLong INCARNATIONS = new AtomicLong(System.currentTimeMillis() * 1_000);

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Clusters() {}

  static Network udp() {
    return Network.udp().bind("loopback");
  }

  static Node member(String name) {
    return node(name, Role.MEMBER, Map.of());
  }

  static Node observer(String name) {
    return node(name, Role.OBSERVER, Map.of());
  }

  static Node node(String name, Role role, Map<String, String> labels) {
    return new Node(new NodeId(name, INCARNATIONS.incrementAndGet()), role, labels);
  }

  static Cluster connection(String cluster, Node self, Network network) {
    return new JGroupsProvider().create(cluster, self, network);
  }

  /** Returns a TCP port of loopback that was free a moment ago, and is given only once. */
  static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = 10_000 + ThreadLocalRandom.current().nextInt(10_000);
      try (ServerSocket socket = new ServerSocket()) {
        // As strict as JGroups: a port whose last connection is not forgotten yet is not free.
        socket.setReuseAddress(false);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        if (GIVEN.add(port)) {
          return port;
        }
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException("no free port");
  }

  static void awaitUntil(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(condition::getAsBoolean);
  }

  /** Lets time pass in which something should not happen. */
  static void settle(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Awaitility.await("time to pass")
        .atMost(time.plusSeconds(30))
        .until(() -> System.nanoTime() - end >= 0);
  }
}
