package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What several threads share and {@link InterleavingTest} cannot take apart, as it waits for times:
 * two threads meet again and again, and do at the same moment what must not disturb one another.
 */
class RaceTest {
  private static final int MEETINGS = 3_000;

  /** One side of a race; what it throws fails the test. */
  private interface Side {
    void run() throws Exception;
  }

  private static void race(CyclicBarrier barrier, Side one, Side other) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                barrier.await();
                one.run();
              } catch (Exception | Error e) {
                failure.set(e);
              }
            });
    thread.start();
    barrier.await();
    other.run();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void orders_openedWhileTheBookIsClosed_haveTheirAnswers() throws Exception {
    for (int i = 0; i < MEETINGS; i++) {
      // given
      OpenOrders orders = new OpenOrders("me", Duration.ofHours(1));
      List<CompletableFuture<OrderResult>> answers = new ArrayList<>();
      // when
      race(
          new CyclicBarrier(2),
          orders::close,
          () -> {
            for (int order = 0; order < 3; order++) {
              answers.add(orders.open(StartOrder.of("job"), token -> {}));
            }
          });
      // then
      for (CompletableFuture<OrderResult> answer : answers) {
        assertThat(Samples.get(answer)).isInstanceOf(OrderResult.Unknown.class);
      }
      assertThat(orders.size()).isZero();
    }
  }

  @Test
  void listeners_addedWhileAllAreClosed_endTheirThreads() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < MEETINGS; i++) {
      // given
      String member = "race-" + i;
      Listeners listeners = new Listeners(member);
      AtomicInteger told = new AtomicInteger();
      listeners.add(event -> told.incrementAndGet());
      // when
      race(
          new CyclicBarrier(2),
          listeners::close,
          () -> listeners.add(event -> told.incrementAndGet()));
      threads.addAll(
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("clockwork-listener-" + member))
              .toList());
    }
    // then
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(30).toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }
}
