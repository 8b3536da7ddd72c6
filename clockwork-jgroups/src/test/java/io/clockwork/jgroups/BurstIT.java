package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Recorder;
import io.clockwork.cluster.View;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bursts: nothing is lost, nothing collapses, and who is slow harms itself alone. */
class BurstIT {

  private static final int BURST = 50_000;

  private final String name = "burst-" + UUID.randomUUID();
  private final List<Cluster> clusters = new ArrayList<>();

  /** Counts what comes from each sender and checks its order. */
  private static final class Counter implements ClusterListener {

    final Map<NodeId, AtomicInteger> next = new ConcurrentHashMap<>();
    final AtomicBoolean gap = new AtomicBoolean();
    volatile int nodes;

    @Override
    public void viewChanged(View view) {
      nodes = view.nodes().size();
    }

    @Override
    public void multicastReceived(NodeId from, byte[] frame) {
      int expected = next.computeIfAbsent(from, f -> new AtomicInteger()).getAndIncrement();
      if (ByteBuffer.wrap(frame).getInt() != expected) {
        gap.set(true);
      }
    }

    @Override
    public void requestReceived(NodeId from, byte[] frame, Reply reply) {
      reply.send(frame);
    }

    int from(Cluster sender) {
      AtomicInteger count = next.get(sender.self().id());
      return count == null ? 0 : count.get();
    }
  }

  @AfterEach
  void close() {
    clusters.forEach(Cluster::close);
  }

  private Cluster join(Node node, Network network, ClusterListener listener) {
    Cluster cluster = Clusters.connection(name, node, network);
    clusters.add(cluster);
    cluster.join(listener);
    return cluster;
  }

  private static void burst(Cluster sender) {
    for (int i = 0; i < BURST; i++) {
      byte[] frame = ByteBuffer.allocate(100).putInt(i).array();
      while (!sender.multicast(frame)) {
        LockSupport.parkNanos(100_000);
      }
    }
  }

  private static void report(String what, long start, int count) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "MEASURED %s: %,d in %.1f s, %,.0f/s%n", what, count, seconds, count / seconds);
  }

  private void oneSender(String stack, List<Network> networks) {
    // given
    List<Counter> counters = List.of(new Counter(), new Counter(), new Counter());
    List<Cluster> nodes = joinThree(networks, counters);
    // when
    long start = System.nanoTime();
    burst(nodes.get(0));
    // then
    for (Counter counter : counters.subList(1, 3)) {
      Clusters.awaitUntil("all came", () -> counter.from(nodes.get(0)) == BURST);
      assertThat(counter.gap).isFalse();
    }
    report("burst of one sender, " + stack, start, BURST);
  }

  private void threeSenders(String stack, List<Network> networks) throws Exception {
    // given
    List<Counter> counters = List.of(new Counter(), new Counter(), new Counter());
    List<Cluster> nodes = joinThree(networks, counters);
    // when
    long start = System.nanoTime();
    List<Thread> threads = nodes.stream().map(node -> new Thread(() -> burst(node))).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    // then
    for (int receiver = 0; receiver < 3; receiver++) {
      Counter counter = counters.get(receiver);
      for (int sender = 0; sender < 3; sender++) {
        int expected = sender == receiver ? 0 : BURST;
        Cluster from = nodes.get(sender);
        Clusters.awaitUntil("all came", () -> counter.from(from) == expected);
      }
      assertThat(counter.gap).isFalse();
      assertThat(counter.nodes).isEqualTo(3);
    }
    report("burst of three senders, " + stack, start, 3 * BURST);
  }

  private List<Cluster> joinThree(List<Network> networks, List<Counter> counters) {
    List<Cluster> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(join(Clusters.member("n" + i), networks.get(i), counters.get(i)));
    }
    Clusters.awaitUntil("three", () -> counters.stream().allMatch(counter -> counter.nodes == 3));
    return nodes;
  }

  private static List<Network> udp() {
    return List.of(Clusters.udp(), Clusters.udp(), Clusters.udp());
  }

  private static List<Network> tcp() {
    int seed = Clusters.freePort();
    Network network = Network.tcp("127.0.0.1:" + seed).bind("127.0.0.1");
    return List.of(
        network.port(seed), network.port(Clusters.freePort()), network.port(Clusters.freePort()));
  }

  @Test
  void burst_ofOneSenderOverUdp_losesNothing() {
    oneSender("UDP", udp());
  }

  @Test
  void burst_ofOneSenderOverTcp_losesNothing() {
    oneSender("TCP", tcp());
  }

  @Test
  void burst_ofThreeSendersOverUdp_losesNothing() throws Exception {
    threeSenders("UDP", udp());
  }

  @Test
  void burst_ofThreeSendersOverTcp_losesNothing() throws Exception {
    threeSenders("TCP", tcp());
  }

  @Test
  void listener_blockedAtAnObserver_stallsNobody() {
    // given
    CountDownLatch gate = new CountDownLatch(1);
    Counter atA = new Counter();
    Counter atB = new Counter();
    Cluster a = join(Clusters.member("a"), Clusters.udp(), atA);
    join(Clusters.member("b"), Clusters.udp(), atB);
    join(
        Clusters.observer("slow"),
        Clusters.udp(),
        new Recorder() {
          @Override
          public void multicastReceived(NodeId from, byte[] frame) {
            try {
              gate.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    Clusters.awaitUntil("three", () -> atA.nodes == 3 && atB.nodes == 3);
    // when
    burst(a);
    // then
    Clusters.awaitUntil("all came", () -> atB.from(a) == BURST);
    Clusters.settle(Duration.ofMillis(100));
    assertThat(atB.gap).isFalse();
    assertThat(atA.nodes).isEqualTo(3);
    gate.countDown();
  }
}
