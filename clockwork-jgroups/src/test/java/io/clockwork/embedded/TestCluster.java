package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.MemberBuilder;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.job.Event;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A cluster of its own over real multicast on loopback, with what its nodes heard and what its jobs
 * did. Closing it closes all nodes, and asserts that no run was lost and none doubled.
 */
final class TestCluster implements AutoCloseable {
  static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("clockwork.test.patience.seconds", 60));

  private final String name = "embedded-" + UUID.randomUUID();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, Heard> heard = new LinkedHashMap<>();
  private final Diary diary = new Diary();
  private boolean mayLose;

  static Network loopback() {
    return Network.udp().bind("loopback");
  }

  String name() {
    return name;
  }

  Diary diary() {
    return diary;
  }

  /** Begins a member that writes down what it hears. */
  MemberBuilder member(String member) {
    Heard ears = new Heard();
    heard.put(member, ears);
    return Clockwork.cluster(name)
        .member(member)
        .network(loopback())
        .grace(Duration.ofSeconds(10))
        .listener(ears);
  }

  Clockwork start(MemberBuilder builder) {
    Clockwork member = builder.start();
    open.push(member);
    return member;
  }

  ClockworkClient observe(String observer) {
    ClockworkClient client =
        Clockwork.observe(name).name(observer).network(loopback()).timeout(PATIENCE).connect();
    open.push(client);
    Heard ears = new Heard();
    heard.put(observer, ears);
    client.subscribe(ears);
    return client;
  }

  Heard heard(String node) {
    return heard.get(node);
  }

  /** Waits until a node sees exactly these nodes. */
  static void awaitNodes(ClockworkClient client, String... names) {
    awaitUntil(
        client.self().name() + " sees " + String.join(", ", names),
        () ->
            client.nodes().stream()
                .map(Node::name)
                .sorted()
                .toList()
                .equals(Stream.of(names).sorted().toList()));
  }

  /** Waits until all these nodes say that the job has this owner. */
  static void awaitOwner(String job, String owner, ClockworkClient... clients) {
    for (ClockworkClient client : clients) {
      awaitUntil(
          client.self().name() + " sees that " + owner + " owns " + job,
          () ->
              client.job(job).map(status -> owner.equals(status.owner())).orElse(owner.isEmpty()));
    }
  }

  /** Waits until a node knows how a run ended. */
  static void awaitEnd(ClockworkClient client, RunId run) {
    awaitUntil(
        client.self().name() + " knows how " + run + " ended",
        () -> client.run(run).filter(each -> each.state().isFinal()).isPresent());
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

  /** Gives an order that must be done. */
  static RunId order(ClockworkClient client, StartOrder order) {
    OrderResult result = client.start(order).join();
    assertThat(result).isInstanceOf(OrderResult.Done.class);
    return ((OrderResult.Done) result).run();
  }

  /**
   * Asserts that a job at a fixed rate ran for every one of its fire times up to now, once. On a
   * busy machine a fire time may come while the run before is going: then it must say so.
   */
  void assertNoGap(String job, Duration period) {
    List<Instant> ran = diary.fireTimes(job);
    Set<Instant> skipped = ConcurrentHashMap.newKeySet();
    awaitUntil(
        "fire times of " + job + " without a gap",
        () -> {
          heard
              .values()
              .forEach(
                  ears ->
                      ears.of(Event.RunSkipped.class, job).stream()
                          .map(event -> event.run().fireTime())
                          // Time goes on while this waits: what came after those that ran is not
                          // asked.
                          .filter(time -> time.isBefore(ran.get(ran.size() - 1)))
                          .forEach(skipped::add));
          List<Instant> all = Stream.concat(ran.stream(), skipped.stream()).sorted().toList();
          long periods =
              Duration.between(all.get(0), all.get(all.size() - 1)).dividedBy(period) + 1;
          return all.size() == periods || all.size() > periods + 2;
        });
    assertThat(skipped).doesNotContainAnyElementsOf(ran);
    assertThat(ran).doesNotHaveDuplicates();
    heard.forEach(
        (node, ears) -> assertThat(ears.of(Event.RunMissed.class, job)).as(node).isEmpty());
  }

  /** This test makes a run be lost. */
  void mayLose() {
    mayLose = true;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    assertThat(diary.runs()).doesNotHaveDuplicates();
    if (!mayLose) {
      heard.forEach((node, ears) -> assertThat(ears.of(Event.RunLost.class)).as(node).isEmpty());
    }
  }
}
