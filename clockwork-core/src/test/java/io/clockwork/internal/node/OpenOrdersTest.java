package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.OrderResult;
import io.clockwork.client.OrderResult.Done;
import io.clockwork.client.OrderResult.Unknown;
import io.clockwork.client.StartOrder;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenOrdersTest {
  private static final StartOrder ORDER = StartOrder.of("sum").withId("night-1");
  private static final Done DONE = new Done(RunId.parse("sum#night-1"), "b");

  private final OpenOrders orders = new OpenOrders("a", Duration.ofMinutes(1));
  private final AtomicLong given = new AtomicLong();

  @AfterEach
  void close() {
    orders.close();
  }

  @Test
  void order_done_hasThatResultOnceAndIsForgotten() throws Exception {
    CompletableFuture<OrderResult> result = orders.open(ORDER, given::set);
    orders.done(given.get(), DONE);
    orders.done(given.get(), new Unknown("night-1", "too late"));
    assertThat(Samples.get(result)).isEqualTo(DONE);
    assertThat(orders.size()).isZero();
  }

  @Test
  void order_withoutResult_isUnknownInTheEnd() throws Exception {
    try (OpenOrders impatient = new OpenOrders("a", Duration.ofMillis(1))) {
      OrderResult result = Samples.get(impatient.open(ORDER, given::set));
      assertThat(result).isEqualTo(new Unknown("night-1", "no answer in time"));
      assertThat(impatient.size()).isZero();
    }
  }

  @Test
  void order_openWhenAllCloses_isUnknown() throws Exception {
    CompletableFuture<OrderResult> result = orders.open(ORDER, given::set);
    orders.close();
    assertThat(Samples.get(result)).isEqualTo(new Unknown("night-1", "a was closed"));
  }

  @Test
  void order_afterClose_isUnknownAndNotGiven() throws Exception {
    orders.close();
    assertThat(Samples.get(orders.open(ORDER, given::set)))
        .isEqualTo(new Unknown("night-1", "a was closed"));
    assertThat(given).hasValue(0);
  }

  @Test
  void results_always_areToldOnThreadsOfOurOwnSoThatNoneHoldsUpAnother() throws Exception {
    // given: one whose result is waited for by something that blocks
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<String> thread = new CompletableFuture<>();
    CompletableFuture<Void> blocked =
        orders.open(ORDER, given::set).thenRun(() -> Samples.await(told));
    orders.done(given.get(), DONE);
    // when
    CompletableFuture<Void> other =
        orders
            .open(ORDER, given::set)
            .thenRun(() -> thread.complete(Thread.currentThread().getName()));
    orders.done(given.get(), DONE);
    // then
    assertThat(Samples.get(thread)).startsWith("clockwork-callback-a");
    told.countDown();
    Samples.get(blocked);
    Samples.get(other);
  }
}
