package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Event;
import io.clockwork.job.Job;
import io.clockwork.job.JobContext;
import io.clockwork.job.Placement;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Six lines, started twice. */
class SixLinesIT {
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final AtomicInteger going = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private void tick(JobContext context) {
    most.accumulateAndGet(going.incrementAndGet(), Math::max);
    going.decrementAndGet();
  }

  private Clockwork six(TestCluster cluster, String member) {
    return cluster.start(
        cluster
            .member(member)
            .job(Job.named("tick").every(PERIOD).run(cluster.diary().noteAnd(this::tick))));
  }

  @Test
  void member_startedTwice_runsEachFireTimeOnceOnOneOfThem() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = six(cluster, "a");
      Clockwork b = six(cluster, "b");
      TestCluster.awaitNodes(a.client(), "a", "b");
      // Who came last knows that both carry it.
      String owner = b.client().job("tick").orElseThrow().owner();
      TestCluster.awaitOwner("tick", owner, a.client(), b.client());
      int before = cluster.diary().of("tick").size();
      // when
      TestCluster.awaitUntil("ten more", () -> cluster.diary().of("tick").size() >= before + 10);
      // then
      assertThat(cluster.diary().of("tick").subList(before + 2, before + 10))
          .allMatch(entry -> entry.member().equals(owner));
      cluster.assertNoGap("tick", PERIOD);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void close_ofTheOwner_leavesNoGapAndDoublesNothing() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = six(cluster, "a");
      Clockwork b = six(cluster, "b");
      TestCluster.awaitNodes(a.client(), "a", "b");
      boolean first = "a".equals(b.client().job("tick").orElseThrow().owner());
      Clockwork owner = first ? a : b;
      ClockworkClient other = first ? b.client() : a.client();
      TestCluster.awaitUntil(
          "it ticks", () -> cluster.diary().of("tick", owner.self().name()).size() > 3);
      // when
      owner.close();
      // then
      TestCluster.awaitUntil(
          "the other goes on", () -> cluster.diary().of("tick", other.self().name()).size() > 10);
      cluster.assertNoGap("tick", PERIOD);
      TestCluster.awaitUntil(
          "all that ran is known to have succeeded",
          () ->
              cluster.diary().of("tick", owner.self().name()).stream()
                  .allMatch(
                      entry ->
                          other
                              .run(entry.run())
                              .map(run -> run.state() == RunState.SUCCEEDED)
                              .orElse(false)));
    }
  }

  @Test
  void close_whileARunIsGoing_letsItEndAndTellsTheOthers() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a =
          cluster.start(
              cluster
                  .member("a")
                  .job(Job.named("tick").every(PERIOD).run(cluster.diary().note()))
                  .job(
                      Job.named("long")
                          .on(Placement.member("a"))
                          .run(
                              context -> {
                                started.countDown();
                                finish.await();
                                context.output("all of it");
                              })));
      Clockwork b = six(cluster, "b");
      RunId run = TestCluster.order(b.client(), StartOrder.of("long"));
      started.await();
      // when
      CompletableFuture<Void> closing = CompletableFuture.runAsync(a::close);
      TestCluster.awaitOwner("tick", "b", b.client());
      int before = cluster.diary().of("tick", "b").size();
      TestCluster.awaitUntil(
          "b goes on meanwhile", () -> cluster.diary().of("tick", "b").size() > before + 3);
      // then
      assertThat(closing).isNotDone();
      finish.countDown();
      closing.join();
      TestCluster.awaitEnd(b.client(), run);
      assertThat(b.client().run(run).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(b.client().run(run).orElseThrow().output()).isEqualTo("all of it");
      cluster.assertNoGap("tick", PERIOD);
      TestCluster.awaitUntil(
          "a is known to have left",
          () -> !cluster.heard("b").of(Event.MemberLeft.class).isEmpty());
      assertThat(cluster.heard("b").of(Event.MemberCrashed.class)).isEmpty();
    }
  }
}
