package io.clockwork.internal.node;

import io.clockwork.internal.journal.Batch;
import io.clockwork.internal.journal.Contents;
import io.clockwork.internal.journal.Journal;
import io.clockwork.internal.journal.Key;
import io.clockwork.internal.journal.Kind;
import io.clockwork.job.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What several threads share, in many of the orders in which they can take turns. Nothing here
 * waits for a time, which the model checker would take for waiting for ever; what does is raced by
 * {@link RaceTest}.
 */
class InterleavingTest {
  private static final int ORDERS = 1_000;

  /** Loggers are not to be set up in the model checker. */
  @BeforeAll
  static void loadClasses() {
    new EngineLoop("me").close();
    new DurablePorts(new Armed(new ArrayList<>()), new ThreadedJournal(), new NoFailure())
        .endBatch(new Batch());
  }

  @Test
  void callToALoopThatIsClosed_isAnswered() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          EngineLoop loop = new EngineLoop("me");
          Thread closing = new Thread(loop::close);
          closing.start();
          CompletableFuture<Integer> answer = loop.call((engine, now) -> 1);
          join(closing);
          check(answer.isDone(), "nobody answered");
        });
  }

  @Test
  void effects_doneOnTheJournalsThreadOrAtOnce_areDoneInTheirOrder() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          List<String> done = new ArrayList<>();
          ThreadedJournal journal = new ThreadedJournal();
          DurablePorts ports = new DurablePorts(new Armed(done), journal, new NoFailure());
          Batch batch = new Batch();
          batch.put(Key.of(Kind.VOTE, "v"), new byte[1]);
          ports.disarm("a");
          ports.endBatch(batch);
          ports.disarm("b");
          ports.endBatch(new Batch());
          ports.disarm("c");
          ports.endBatch(new Batch());
          journal.threads.forEach(InterleavingTest::join);
          check(done.equals(List.of("a", "b", "c")), "done " + done);
        });
  }

  /** Writes down which jobs are disarmed. */
  private static final class Armed extends Samples.Silent {
    private final List<String> done;

    private Armed(List<String> done) {
      this.done = done;
    }

    @Override
    public void disarm(String job) {
      done.add(job);
    }
  }

  private static final class NoFailure implements DurablePorts.Failure {
    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void dropped(List<Long> requests, List<Long> orders, List<Run> runs) {
      throw new AssertionError("dropped");
    }
  }

  /** Each batch becomes durable on another thread, one after the other. */
  private static final class ThreadedJournal implements Journal {
    private final List<Thread> threads = new ArrayList<>();

    @Override
    public Contents load() {
      return new Contents(List.of(), Instant.EPOCH, 0);
    }

    @Override
    public void write(Batch batch, Runnable durable, Consumer<Throwable> failed) {
      List<Thread> before = List.copyOf(threads);
      Thread thread =
          new Thread(
              () -> {
                before.forEach(InterleavingTest::join);
                durable.run();
              });
      threads.add(thread);
      thread.start();
    }

    @Override
    public void close() {}
  }

  private static void check(boolean so, String otherwise) {
    if (!so) {
      throw new AssertionError(otherwise);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
