package io.clockwork.jgroups;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A lane in many of the orders in which its threads can take turns. Nothing here waits for a time,
 * which the model checker would take for waiting for ever.
 */
class LaneInterleavingTest {
  private static final int ORDERS = 1_000;

  /** Loggers are not to be set up in the model checker. */
  @BeforeAll
  static void loadClasses() {
    new Lane("lane", 2, 100).stop();
  }

  @Test
  void tasksOfTwoThreads_allRun() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          Lane lane = new Lane("lane", 2, 100);
          CountDownLatch ran = new CountDownLatch(2);
          lane.start();
          Thread other = new Thread(() -> offer(lane, ran::countDown));
          other.start();
          offer(lane, ran::countDown);
          await(ran);
          join(other);
          lane.stop();
        });
  }

  @Test
  void task_offeredWhileTheLaneStops_runsOnceOrNever_andTheLaneEnds() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          Lane lane = new Lane("lane", 2, 100);
          AtomicInteger ran = new AtomicInteger();
          lane.start();
          Thread other = new Thread(lane::stop);
          other.start();
          boolean accepted = lane.offer(50, ran::incrementAndGet);
          join(other);
          check(ran.get() <= (accepted ? 1 : 0), "refused, and run");
          check(!lane.offer(50, ran::incrementAndGet), "accepted after the stop");
        });
  }

  private static void offer(Lane lane, Runnable task) {
    check(lane.offer(50, task), "refused though there is room");
  }

  private static void check(boolean so, String otherwise) {
    if (!so) {
      throw new AssertionError(otherwise);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
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
