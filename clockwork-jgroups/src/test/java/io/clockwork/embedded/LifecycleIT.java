package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.Clockwork;
import io.clockwork.TestHooks;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.job.Event.MemberCrashed;
import io.clockwork.job.Event.MemberLeft;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** From the start of a node to its end. */
class LifecycleIT {
  private static final Duration TICK = Duration.ofMillis(100);

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .filter(thread -> !thread.getName().startsWith("awaitility"))
        .filter(thread -> !thread.getName().startsWith("CompletableFutureDelayScheduler"))
        .filter(thread -> !thread.getName().contains("Unblocker"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void assertNoneLeft(Set<Thread> before) {
    TestCluster.awaitUntil(
        "no thread is left",
        () -> {
          Set<Thread> left = threads();
          left.removeAll(before);
          return left.isEmpty();
        });
  }

  @Test
  void close_ofMembersAndObserver_leavesNoThread() throws Exception {
    Set<Thread> before = threads();
    try (TestCluster cluster = new TestCluster()) {
      Job tick = Job.named("tick").every(TICK).run(cluster.diary().note());
      Clockwork a = cluster.start(cluster.member("a").job(tick));
      cluster.start(cluster.member("b").job(tick));
      ClockworkClient watch = cluster.observe("watch");
      a.client().subscribe(event -> {});
      watch.start(StartOrder.of("tick")).join();
      TestCluster.awaitUntil("it ran", () -> cluster.diary().of("tick").size() > 3);
    }
    assertNoneLeft(before);
  }

  @Test
  void start_thatFails_leavesNoThread() {
    Set<Thread> before = threads();
    TestCluster cluster = new TestCluster();
    assertThatThrownBy(() -> cluster.member("a").network(Network.udp().bind("eth99")).start())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("eth99");
    assertThatThrownBy(
            () ->
                Clockwork.observe(cluster.name())
                    .network(TestCluster.loopback())
                    .timeout(Duration.ofMillis(500))
                    .connect())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no member of cluster " + cluster.name())
        .hasMessageContaining("0.5 s");
    assertNoneLeft(before);
  }

  @Test
  void start_underANameThatIsTaken_failsAndHarmsNobody() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Job tick = Job.named("tick").every(TICK).run(cluster.diary().note());
      Clockwork a = cluster.start(cluster.member("a").job(tick));
      TestCluster.awaitUntil("it ticks", () -> cluster.diary().of("tick").size() > 3);
      // when
      assertThatThrownBy(
              () ->
                  cluster.start(
                      TestHooks.startTimeout(
                          Clockwork.cluster(cluster.name())
                              .member("a")
                              .network(TestCluster.loopback())
                              .job(Job.named("tick").every(TICK).run(context -> {}))
                              .job(Job.named("intruder").run(context -> {})),
                          Duration.ofSeconds(1))))
          // then
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("another live member is called a")
          .hasMessageContaining("give this one another");
      TestCluster.awaitNodes(a.client(), "a");
      int before = cluster.diary().of("tick").size();
      TestCluster.awaitUntil("a goes on", () -> cluster.diary().of("tick").size() > before + 5);
      cluster.assertNoGap("tick", TICK);
      assertThat(a.client().job("intruder")).isEmpty();
      TestCluster.awaitUntil(
          "it is known to have left", () -> !cluster.heard("a").of(MemberLeft.class).isEmpty());
      assertThat(cluster.heard("a").of(MemberCrashed.class)).isEmpty();
    }
  }

  @Test
  void start_rightAfterTheSameMemberClosed_takesItsNameAgain() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      Job tick = Job.named("tick").every(TICK).run(cluster.diary().note());
      cluster.start(cluster.member("b").job(tick));
      for (int i = 0; i < 3; i++) {
        Clockwork a = cluster.member("a").job(tick).start();
        TestCluster.awaitNodes(a.client(), "a", "b");
        a.close();
      }
      int before = cluster.diary().of("tick").size();
      TestCluster.awaitUntil("b ticks", () -> cluster.diary().of("tick").size() > before + 2);
      cluster.assertNoGap("tick", TICK);
    }
  }

  @Test
  void close_again_doesNothing() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      Clockwork a = cluster.start(cluster.member("a"));
      ClockworkClient watch = cluster.observe("watch");
      // A member's own client does not close it.
      a.client().close();
      assertThat(a.client().nodes()).isNotEmpty();
      CompletableFuture<?>[] closing =
          Stream.generate(() -> CompletableFuture.runAsync(a::close))
              .limit(3)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(closing).join();
      a.close();
      watch.close();
      watch.close();
    }
  }

  @Test
  void use_afterClose_isRefused() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = cluster.start(cluster.member("a"));
      ClockworkClient watch = cluster.observe("watch");
      ClockworkClient client = a.client();
      watch.close();
      a.close();
      // then
      assertRefused(() -> a.register(Job.named("late").run(context -> {})));
      assertRefused(() -> a.remove("late"));
      assertRefused(() -> a.start("late"));
      for (ClockworkClient each : List.of(client, watch)) {
        assertRefused(each::nodes);
        assertRefused(each::jobs);
        assertRefused(() -> each.job("late"));
        assertRefused(each::runs);
        assertRefused(() -> each.runs("late"));
        assertRefused(() -> each.why("late"));
        assertRefused(() -> each.start(StartOrder.of("late")));
        assertRefused(() -> each.subscribe(event -> {}));
      }
      assertThat(a.self()).extracting(Node::name).isEqualTo("a");
    }
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void close_whileOthersReadAndOrder_endsEachCallOneWayOrTheOther() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      for (int round = 0; round < 5; round++) {
        // given
        Clockwork a = cluster.start(cluster.member("a").job(Job.named("sum").run(context -> {})));
        CountDownLatch going = new CountDownLatch(3);
        List<CompletableFuture<Integer>> readers =
            Stream.generate(() -> CompletableFuture.supplyAsync(() -> readUntilClosed(a, going)))
                .limit(3)
                .toList();
        going.await();
        // when
        a.close();
        // then
        for (CompletableFuture<Integer> reader : readers) {
          assertThat(reader.get(9, java.util.concurrent.TimeUnit.SECONDS)).isPositive();
        }
      }
    }
  }

  private static int readUntilClosed(Clockwork member, CountDownLatch going) {
    int reads = 0;
    try {
      while (true) {
        assertThat(member.client().jobs()).hasSizeLessThanOrEqualTo(1);
        reads++;
        if (reads == 10) {
          going.countDown();
        }
      }
    } catch (IllegalStateException e) {
      return reads;
    }
  }

  @Test
  void order_openWhenItsNodeCloses_becomesUnknownOrIsAnswered() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestCluster cluster = new TestCluster()) {
      cluster.mayLose();
      cluster.start(
          cluster
              .member("a")
              .grace(Duration.ZERO)
              .job(Job.named("sum").on(Placement.member("a")).run(context -> never.await())));
      ClockworkClient watch = cluster.observe("watch");
      List<CompletableFuture<OrderResult>> results =
          Stream.generate(() -> watch.start(StartOrder.of("sum"))).limit(50).toList();
      watch.close();
      assertThat(results)
          .allSatisfy(
              result ->
                  assertThat(result.get(9, java.util.concurrent.TimeUnit.SECONDS))
                      .isInstanceOfAny(OrderResult.Done.class, OrderResult.Unknown.class));
    }
  }
}
