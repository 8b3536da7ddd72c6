package io.clockwork.internal.node;

import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The orders that were given on this node and have no result yet. Each gets one, whatever happens,
 * and those who wait for it are never called on the engine's thread or on one of the JDK's.
 */
final class OpenOrders implements AutoCloseable {
  private record Open(StartOrder order, CompletableFuture<OrderResult> answer) {
    void unknown(String reason) {
      answer.complete(new OrderResult.Unknown(order.orderId(), reason));
    }
  }

  private final String member;
  private final Duration patience;
  private final ExecutorService callbacks;
  private final Map<Long, Open> open = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private volatile boolean closed;

  /**
   * Creates an empty book of orders.
   *
   * @param patience an order without a result for so long is unknown
   */
  OpenOrders(String member, Duration patience) {
    this.member = member;
    this.patience = patience;
    this.callbacks = Executors.newCachedThreadPool(Threads.daemons("clockwork-callback-" + member));
  }

  /**
   * Opens an order.
   *
   * @param give has the order carried out, under the token that it is handed
   */
  CompletableFuture<OrderResult> open(StartOrder order, LongConsumer give) {
    long token = tokens.incrementAndGet();
    Open fresh = new Open(order, new CompletableFuture<>());
    CompletableFuture<OrderResult> result = new CompletableFuture<>();
    open.put(token, fresh);
    fresh
        .answer()
        .completeOnTimeout(
            new OrderResult.Unknown(order.orderId(), "no answer in time"),
            patience.toMillis(),
            TimeUnit.MILLISECONDS)
        .thenAccept(
            answer -> {
              open.remove(token);
              tell(() -> result.complete(answer));
            });
    if (closed) {
      fresh.unknown(member + " was closed");
    } else {
      give.accept(token);
    }
    return result;
  }

  private void tell(Runnable waiting) {
    try {
      callbacks.execute(waiting);
    } catch (RejectedExecutionException e) {
      // Closed: better here than never.
      waiting.run();
    }
  }

  /** An order has its result. */
  void done(long token, OrderResult result) {
    Open waiting = open.get(token);
    if (waiting != null) {
      waiting.answer().complete(result);
    }
  }

  /** It is not known what became of an order. */
  void unknown(long token, String reason) {
    Open waiting = open.get(token);
    if (waiting != null) {
      waiting.unknown(reason);
    }
  }

  /** Returns how many have no result yet. */
  int size() {
    return open.size();
  }

  @Override
  public void close() {
    closed = true;
    open.values().forEach(each -> each.unknown(member + " was closed"));
    callbacks.shutdown();
  }
}
