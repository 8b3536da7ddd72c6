package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Recorder;
import io.clockwork.cluster.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Real processes that are killed, frozen and thawed.
 *
 * <p>The limits are those of the design plus what a machine with two busy cores needs; the times
 * seen are printed.
 */
class ProcessesIT {

  /** How much a busy machine may add to what the design allows. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(5);

  private final String name = "processes-" + UUID.randomUUID();
  private final Recorder atA = new Recorder();
  private Cluster a;
  private ChildNode child;

  @AfterEach
  void close() {
    if (child != null) {
      child.close();
    }
    if (a != null) {
      a.close();
    }
  }

  private void joinUdp() {
    a = Clusters.connection(name, Clusters.member("a"), Clusters.udp());
    a.join(atA);
  }

  private List<String> joinTcp() {
    int port = Clusters.freePort();
    List<String> hosts = List.of("127.0.0.1:" + port);
    Network network = Network.tcp("127.0.0.1:" + port).bind("127.0.0.1").port(port);
    a = Clusters.connection(name, Clusters.member("a"), network);
    a.join(atA);
    return hosts;
  }

  private Duration time(String what, Runnable cause, Duration limit) {
    long start = System.nanoTime();
    cause.run();
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("MEASURED " + what + ": " + taken.toMillis() + " ms");
    assertThat(taken).as(what).isLessThan(limit.plus(ALLOWANCE));
    return taken;
  }

  @Test
  void udpMember_killed_leavesTheViewWithinTwoSeconds() {
    joinUdp();
    child = ChildNode.udp(name, "b", Role.MEMBER);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
    killed("kill -9, UDP");
  }

  @Test
  void tcpMember_killed_leavesTheViewWithinTwoSeconds() {
    List<String> hosts = joinTcp();
    child = ChildNode.tcp(name, "b", Clusters.freePort(), hosts);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
    killed("kill -9, TCP");
  }

  private void killed(String what) {
    time(
        what,
        () -> {
          child.kill();
          Clusters.awaitUntil("it left", () -> atA.sees("a"));
        },
        Duration.ofSeconds(2));
  }

  @Test
  void udpMember_frozenAndThawed_leavesAndMergesBack() {
    joinUdp();
    child = ChildNode.udp(name, "b", Role.MEMBER);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
    frozenAndThawed("UDP");
  }

  @Test
  void tcpMember_frozenAndThawed_leavesAndMergesBack() {
    List<String> hosts = joinTcp();
    child = ChildNode.tcp(name, "b", Clusters.freePort(), hosts);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b"));
    frozenAndThawed("TCP");
  }

  private void frozenAndThawed(String stack) {
    time(
        "SIGSTOP, " + stack,
        () -> {
          child.signal("STOP");
          Clusters.awaitUntil("it left", () -> atA.sees("a"));
        },
        Duration.ofSeconds(10));
    time(
        "SIGCONT to merge, " + stack,
        () -> {
          child.signal("CONT");
          Clusters.awaitUntil("it is back", () -> atA.sees("a", "b"));
        },
        Duration.ofSeconds(10));
    // Mostly in a merged view, but not always: nothing may rest on that.
    assertThat(atA.views().get(atA.views().size() - 1).nodes()).hasSize(2);
  }

  @Test
  void observer_frozen_doesNotStopMulticastsBetweenMembers() {
    // given
    joinUdp();
    child = ChildNode.udp(name, "frozen", Role.OBSERVER);
    Recorder atB = new Recorder();
    try (Cluster b = Clusters.connection(name, Clusters.member("b"), Clusters.udp())) {
      b.join(atB);
      Clusters.awaitUntil(
          "all", () -> atA.sees("a", "b", "frozen") && atB.sees("a", "b", "frozen"));
      child.signal("STOP");
      // when: more than twice the credits that the frozen one can withhold
      byte[] frame = "x".repeat(1_000).getBytes(StandardCharsets.UTF_8);
      int count = 3_000;
      for (int i = 0; i < count; i++) {
        assertThat(a.multicast(frame)).isTrue();
      }
      // then
      Clusters.awaitUntil("all arrived", () -> atB.heard().size() == count);
      assertThat(atB.sees("a", "b", "frozen")).as("it is still in the view").isTrue();
    } finally {
      child.signal("CONT");
    }
  }

  @Test
  void bindAddress_whereJavaPrefersIpv6_isVerified() {
    // given: under this flag JGroups silently binds to another address than it is told
    List<String> options =
        List.of("-Djava.net.preferIPv4Stack=false", "-Djava.net.preferIPv6Addresses=true");
    child = ChildNode.start(options, List.of(name, "b", "MEMBER", "udp"));
    // then: it is bound as told, or says that it cannot be
    Clusters.awaitUntil(
        "joined or refused",
        () -> child.output().contains("JOINED") || child.output().contains("ClusterException"));
    System.out.println("MEASURED preferIPv6Addresses: " + child.output().lines().toList());
    assertThat(child.output()).containsAnyOf("Bound to 127.0.0.1:", "told to bind to");
  }
}
