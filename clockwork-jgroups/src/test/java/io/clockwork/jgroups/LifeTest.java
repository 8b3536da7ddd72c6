package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Outcome;
import io.clockwork.cluster.Recorder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a connection leaves behind when it is closed, and how soon the others see it. */
class LifeTest {

  private final String name = "life-" + UUID.randomUUID();

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .filter(thread -> !thread.getName().startsWith("awaitility"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void useAndClose(Network networkOfA, Network networkOfB) {
    Recorder atA = new Recorder();
    Cluster a = Clusters.connection(name, Clusters.member("a"), networkOfA);
    Cluster b = Clusters.connection(name, Clusters.member("b"), networkOfB);
    a.join(atA);
    b.join(new Recorder());
    Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
    Outcome outcome = new Outcome();
    a.request(b.self().id(), new byte[100_000], Duration.ofSeconds(30), outcome);
    Clusters.awaitUntil("answered", outcome::isDone);
    long start = System.nanoTime();
    b.close();
    Clusters.awaitUntil("it left", () -> atA.sees("a"));
    System.out.println("MEASURED leave: " + (System.nanoTime() - start) / 1_000_000 + " ms");
    a.close();
  }

  @Test
  void close_udp_leavesNoThread() {
    Set<Thread> before = threads();
    useAndClose(Clusters.udp(), Clusters.udp());
    assertNoneLeft(before);
  }

  @Test
  void close_tcp_leavesNoThread() {
    Set<Thread> before = threads();
    int port = Clusters.freePort();
    Network network = Network.tcp("127.0.0.1:" + port).bind("127.0.0.1");
    useAndClose(network.port(port), network.port(Clusters.freePort()));
    assertNoneLeft(before);
  }

  private static void assertNoneLeft(Set<Thread> before) {
    Clusters.awaitUntil(
        "no thread is left",
        () -> {
          Set<Thread> left = threads();
          left.removeAll(before);
          return left.isEmpty();
        });
  }

  @Test
  void multicast_justBeforeClose_stillGoesOut() {
    // given
    Recorder atA = new Recorder();
    try (Cluster a = Clusters.connection(name, Clusters.member("a"), Clusters.udp());
        Cluster b = Clusters.connection(name, Clusters.member("b"), Clusters.udp())) {
      a.join(atA);
      b.join(new Recorder());
      Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
      // when
      for (int i = 0; i < 100; i++) {
        b.multicast(new byte[] {(byte) i});
      }
      b.close();
      // then
      Clusters.awaitUntil("all came", () -> atA.heard().size() == 100);
    }
  }

  @Test
  void multicast_moreThanTheQueueHolds_isRefusedAtOnce() {
    // given: frames of 4 MiB, of which 16 fit
    try (Cluster a = Clusters.connection(name, Clusters.member("a"), Clusters.udp());
        Cluster b = Clusters.connection(name, Clusters.member("b"), Clusters.udp())) {
      Recorder atA = new Recorder();
      a.join(atA);
      b.join(new Recorder());
      Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
      byte[] frame = new byte[Cluster.MAX_FRAME];
      // when
      boolean refused = false;
      for (int i = 0; i < 200 && !refused; i++) {
        refused = !a.multicast(frame);
      }
      // then
      assertThat(refused).isTrue();
    }
  }
}
