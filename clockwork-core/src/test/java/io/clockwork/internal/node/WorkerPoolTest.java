package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.engine.Outcome;
import io.clockwork.job.JobCode;
import io.clockwork.job.RunId;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WorkerPoolTest {
  private record Ended(RunId run, Outcome outcome) {}

  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final WorkerPool pool =
      new WorkerPool("a", 10, (run, outcome) -> ended.add(new Ended(run, outcome)));

  @AfterEach
  void close() {
    pool.close();
  }

  private Outcome outcome(JobCode code) throws InterruptedException {
    pool.carry("sum", code);
    pool.run(Samples.run("sum", "1"), System.nanoTime() + 60_000_000_000L);
    Ended one = ended.poll(60, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    assertThat(one.run()).hasToString("sum#1");
    return one.outcome();
  }

  @Test
  void code_thatReturns_succeedsWithItsOutput() throws Exception {
    assertThat(outcome(context -> context.output("5 rows")))
        .isEqualTo(new Outcome(true, null, null, "5 rows"));
  }

  @Test
  void code_always_isCalledWithItsContextOnANamedThread() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    outcome(
        context ->
            seen.complete(
                context.job()
                    + " "
                    + context.runId()
                    + " "
                    + context.cause()
                    + " "
                    + context.fireTime()
                    + " "
                    + context.attempt()
                    + " "
                    + context.member()
                    + " "
                    + context.parameters()
                    + " "
                    + Thread.currentThread().getName().replaceAll("[0-9]+$", "N")
                    + " "
                    + Map.copyOf(MDC.getCopyOfContextMap()).keySet().stream().sorted().toList()));
    assertThat(Samples.get(seen))
        .isEqualTo(
            "sum sum#1 order 1 by admin null 1 a {day=monday} clockwork-worker-a-N"
                + " [clockwork.attempt, clockwork.job, clockwork.member, clockwork.run]");
  }

  @Test
  void code_thatThrows_failsWithReasonStackTraceAndOutput() throws Exception {
    Outcome outcome =
        outcome(
            context -> {
              context.output("so far");
              throw new java.io.IOException("no disk");
            });
    assertThat(outcome.success()).isFalse();
    assertThat(outcome.reason()).isEqualTo("java.io.IOException: no disk");
    assertThat(outcome.stackTrace()).startsWith("java.io.IOException: no disk").contains("\tat ");
    assertThat(outcome.output()).isEqualTo("so far");
  }

  @Test
  void code_thatThrowsAnError_fails() throws Exception {
    Outcome outcome =
        outcome(
            context -> {
              throw new OutOfMemoryError("not really");
            });
    assertThat(outcome.reason()).isEqualTo("java.lang.OutOfMemoryError: not really");
  }

  @Test
  void code_thatThrowsWhatCannotBePrinted_fails() throws Exception {
    Outcome outcome =
        outcome(
            context -> {
              throw new IllegalStateException() {
                private static final long serialVersionUID = 1;

                @Override
                public String toString() {
                  throw new UnsupportedOperationException();
                }
              };
            });
    assertThat(outcome.success()).isFalse();
    assertThat(outcome.reason()).startsWith(WorkerPoolTest.class.getName());
    assertThat(outcome.stackTrace()).isNull();
  }

  @Test
  void code_forgotten_failsRunsThatComeAfter() throws Exception {
    pool.carry("sum", context -> {});
    pool.forget("sum");
    pool.run(Samples.run("sum", "1"), System.nanoTime() + 60_000_000_000L);
    assertThat(ended.poll(60, TimeUnit.SECONDS).outcome().reason()).contains("no code for sum");
  }

  @Test
  void code_changedWhileARunIsGoing_holdsForTheNext() throws Exception {
    // given
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    pool.carry(
        "sum",
        context -> {
          started.countDown();
          finish.await();
          context.output("old");
        });
    pool.run(Samples.run("sum", "1"), System.nanoTime() + 60_000_000_000L);
    Samples.await(started);
    // when
    pool.carry("sum", context -> context.output("new"));
    pool.run(Samples.run("sum", "2"), System.nanoTime() + 60_000_000_000L);
    // then
    assertThat(ended.poll(60, TimeUnit.SECONDS).outcome().output()).isEqualTo("new");
    finish.countDown();
    assertThat(ended.poll(60, TimeUnit.SECONDS).outcome().output()).isEqualTo("old");
  }

  @Test
  void interruptAll_whileARunIsGoing_reachesItsThreadAndItsContext() throws Exception {
    // given
    CountDownLatch started = new CountDownLatch(1);
    pool.carry(
        "sum",
        context -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            context.output("interrupted: " + context.interrupted());
          }
        });
    pool.run(Samples.run("sum", "1"), System.nanoTime() + 60_000_000_000L);
    Samples.await(started);
    // when
    pool.interruptAll();
    // then
    assertThat(ended.poll(60, TimeUnit.SECONDS).outcome().output()).isEqualTo("interrupted: true");
  }

  @Test
  void code_thatLeavesItsThreadInterrupted_harmsNoLaterRun() throws Exception {
    for (int i = 0; i < 20; i++) {
      outcome(context -> Thread.currentThread().interrupt());
      assertThat(outcome(context -> context.output("" + Thread.currentThread().isInterrupted())))
          .extracting(Outcome::output)
          .isEqualTo("false");
    }
  }
}
