package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Event.RunFailed;
import io.clockwork.job.Event.RunSucceeded;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users' code does wrong harms nobody else. */
class BadCodeIT {
  private final TestCluster cluster = new TestCluster();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    never.countDown();
    cluster.close();
  }

  private static void waitWhateverComes(CountDownLatch latch) {
    boolean waiting = true;
    while (waiting) {
      try {
        latch.await();
        waiting = false;
      } catch (InterruptedException e) {
        // Ignored: this is what is tested.
        waiting = latch.getCount() > 0;
      }
    }
  }

  @Test
  void listener_thatThrowsOrBlocksForEver_holdsUpNeitherOthersNorJobsNorClose() {
    // given
    AtomicInteger thrown = new AtomicInteger();
    Clockwork a =
        cluster.start(
            cluster
                .member("a")
                .listener(
                    event -> {
                      thrown.incrementAndGet();
                      throw new IllegalStateException("bad listener");
                    })
                .listener(
                    event -> {
                      thrown.incrementAndGet();
                      throw new StackOverflowError("worse listener");
                    })
                .listener(event -> waitWhateverComes(never))
                .listener(event -> waitWhateverComes(never))
                .job(Job.named("tick").every(Duration.ofMillis(50)).run(cluster.diary().note())));
    // when
    TestCluster.awaitUntil(
        "events go on", () -> cluster.heard("a").of(RunSucceeded.class).size() > 20);
    // then
    TestCluster.awaitUntil("those that throw are told again", () -> thrown.get() > 40);
    cluster.assertNoGap("tick", Duration.ofMillis(50));
    long start = System.nanoTime();
    a.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  /** An exception that cannot even be printed. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }
  }

  @Test
  void jobCode_thatThrowsErrorsOrTheUnprintable_failsItsRunAndNothingElse() {
    // given
    Clockwork a =
        cluster.start(
            cluster
                .member("a")
                .workers(1)
                .job(
                    Job.named("error")
                        .run(
                            context -> {
                              throw new NoClassDefFoundError("gone/Missing");
                            }))
                .job(Job.named("endless").run(context -> recurse(0)))
                .job(
                    Job.named("unprintable")
                        .run(
                            context -> {
                              throw new Unprintable();
                            }))
                .job(
                    Job.named("halved")
                        .run(
                            context -> {
                              context.output("\uD83D\uDE00".repeat(Run.MAX_OUTPUT));
                              throw new IllegalStateException("x\uD83D");
                            }))
                .job(Job.named("good").run(context -> context.output("fine"))));
    Clockwork b = cluster.start(cluster.member("b"));
    // when
    List<RunId> runs =
        Stream.of("error", "endless", "unprintable", "halved", "good")
            .map(job -> TestCluster.order(b.client(), StartOrder.of(job)))
            .toList();
    // then
    runs.forEach(run -> TestCluster.awaitEnd(b.client(), run));
    runs.forEach(run -> TestCluster.awaitEnd(a.client(), run));
    List<Run> ended = runs.stream().map(run -> b.client().run(run).orElseThrow()).toList();
    assertThat(ended)
        .extracting(Run::state)
        .containsExactly(
            RunState.FAILED, RunState.FAILED, RunState.FAILED, RunState.FAILED, RunState.SUCCEEDED);
    assertThat(ended.get(0).reason()).isEqualTo("java.lang.NoClassDefFoundError: gone/Missing");
    assertThat(ended.get(1).reason()).isEqualTo("java.lang.StackOverflowError");
    assertThat(ended.get(1).stackTrace()).hasSize(Run.MAX_STACK_TRACE);
    assertThat(ended.get(2).reason()).isEqualTo(Unprintable.class.getName());
    assertThat(ended.get(3).output())
        .isEqualTo("\uD83D\uDE00".repeat(Run.MAX_OUTPUT / 2))
        .isEqualTo(a.client().run(runs.get(3)).orElseThrow().output());
  }

  private static int recurse(int depth) {
    return depth < 0 ? depth : recurse(depth + 1) + 1;
  }

  @Test
  void jobCode_thatHeedsTheInterrupt_endsWhenTheGraceIsOver() {
    // given
    CountDownLatch started = new CountDownLatch(1);
    Clockwork a =
        cluster.start(
            cluster
                .member("a")
                .grace(Duration.ofMillis(100))
                .job(
                    Job.named("long")
                        .run(
                            context -> {
                              started.countDown();
                              try {
                                never.await();
                              } catch (InterruptedException e) {
                                context.output("asked to stop: " + context.interrupted());
                              }
                            })));
    Clockwork b = cluster.start(cluster.member("b"));
    RunId run = TestCluster.order(b.client(), StartOrder.of("long"));
    await(started);
    // when
    a.close();
    // then
    TestCluster.awaitEnd(b.client(), run);
    assertThat(b.client().run(run).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(b.client().run(run).orElseThrow().output()).isEqualTo("asked to stop: true");
  }

  @Test
  void jobCode_thatIgnoresTheInterrupt_isGivenUpAndCloseReturns() {
    // given: one run that goes on for ever, and two that wait for its worker
    cluster.mayLose();
    CountDownLatch started = new CountDownLatch(1);
    Clockwork a =
        cluster.start(
            cluster
                .member("a")
                .grace(Duration.ofMillis(100))
                .workers(1)
                .job(
                    Job.named("deaf")
                        .run(
                            cluster
                                .diary()
                                .noteAnd(
                                    context -> {
                                      started.countDown();
                                      waitWhateverComes(never);
                                    }))));
    Clockwork b = cluster.start(cluster.member("b"));
    RunId run = TestCluster.order(b.client(), StartOrder.of("deaf"));
    await(started);
    RunId waiting = TestCluster.order(b.client(), StartOrder.of("deaf"));
    // when
    long start = System.nanoTime();
    a.close();
    // then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    TestCluster.awaitEnd(b.client(), run);
    assertThat(b.client().run(run).orElseThrow().state()).isEqualTo(RunState.FAILED);
    assertThat(b.client().run(run).orElseThrow().reason())
        .isEqualTo("did not end before its member closed");
    TestCluster.awaitEnd(b.client(), waiting);
    assertThat(b.client().run(waiting).orElseThrow().state()).isEqualTo(RunState.LOST);
    assertThat(b.client().run(waiting).orElseThrow().reason()).contains("before a worker was free");
    assertThat(cluster.diary().of("deaf")).hasSize(1);
  }

  @Test
  void runsThatWait_whenTheGraceIsOver_areNotStartedAnyMore() {
    // given: one that heeds the interrupt, and one behind it
    cluster.mayLose();
    CountDownLatch started = new CountDownLatch(1);
    Clockwork a =
        cluster.start(
            cluster
                .member("a")
                .grace(Duration.ofMillis(100))
                .workers(1)
                .job(
                    Job.named("long")
                        .run(
                            cluster
                                .diary()
                                .noteAnd(
                                    context -> {
                                      started.countDown();
                                      never.await();
                                    }))));
    Clockwork b = cluster.start(cluster.member("b"));
    TestCluster.order(b.client(), StartOrder.of("long"));
    await(started);
    RunId waiting = TestCluster.order(b.client(), StartOrder.of("long"));
    // when
    a.close();
    // then
    TestCluster.awaitEnd(b.client(), waiting);
    assertThat(b.client().run(waiting).orElseThrow().state()).isEqualTo(RunState.LOST);
    assertThat(cluster.diary().of("long")).hasSize(1);
  }

  @Test
  void workers_limitedToOne_runInOrderAndShowWhoWaits() {
    // given
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    cluster.start(
        cluster
            .member("a")
            .workers(1)
            .job(
                Job.named("one-by-one")
                    .on(Placement.member("a"))
                    .run(
                        cluster
                            .diary()
                            .noteAnd(
                                context -> {
                                  started.countDown();
                                  finish.await();
                                }))));
    Clockwork b = cluster.start(cluster.member("b"));
    // when
    List<RunId> runs =
        Stream.of("1", "2", "3", "4", "5")
            .map(id -> StartOrder.of("one-by-one").withId("order-" + id))
            .map(order -> TestCluster.order(b.client(), order))
            .toList();
    await(started);
    // then: on the other member too it is seen who runs and who waits
    TestCluster.awaitUntil(
        "one runs and four wait",
        () ->
            b.client().runs("one-by-one").stream()
                .map(Run::state)
                .toList()
                .equals(
                    List.of(
                        RunState.RUNNING,
                        RunState.CLAIMED,
                        RunState.CLAIMED,
                        RunState.CLAIMED,
                        RunState.CLAIMED)));
    assertThat(b.client().run(runs.get(1)).orElseThrow().startedAt()).isNull();
    finish.countDown();
    runs.forEach(run -> TestCluster.awaitEnd(b.client(), run));
    assertThat(cluster.diary().runs()).isEqualTo(runs);
    assertThat(cluster.heard("b").of(RunFailed.class)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    TestCluster.awaitUntil("it started", () -> latch.getCount() == 0);
  }
}
