package io.clockwork.internal.node;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** Each order has one answer, whoever gives it and whenever its node closes. */
public final class OpenOrdersStress {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final OrderResult DONE =
      new OrderResult.Done(new RunId("job", new RootCause.ByOrder("order"), null), "other");

  private OpenOrdersStress() {}

  /** Returns what an order's giver is told, once it is. */
  private static String answer(CompletableFuture<OrderResult> result) {
    return result
        .thenApply(answer -> answer.getClass().getSimpleName())
        .completeOnTimeout("none", 2, TimeUnit.SECONDS)
        .join();
  }

  /** An order is given while the node closes. */
  @JCStressTest
  @State
  @Outcome(id = "Unknown, 0", expect = ACCEPTABLE, desc = "told that the node was closed")
  @Outcome(expect = FORBIDDEN, desc = "an order without an answer")
  public static class Opened {
    private final OpenOrders orders = new OpenOrders("me", PATIENCE);
    private CompletableFuture<OrderResult> result = new CompletableFuture<>();

    /** Gives the order. */
    @Actor
    public void open() {
      result = orders.open(StartOrder.of("job"), token -> {});
    }

    /** Closes the node. */
    @Actor
    public void close() {
      orders.close();
    }

    /** Looks at the answer, and at what is left open. */
    @Arbiter
    public void look(LI_Result seen) {
      seen.r1 = answer(result);
      seen.r2 = orders.size();
    }
  }

  /** An order's result comes while the node closes. */
  @JCStressTest
  @State
  @Outcome(id = "Unknown, 0", expect = ACCEPTABLE, desc = "the node was closed first")
  @Outcome(id = "Done, 0", expect = ACCEPTABLE, desc = "the result was first")
  @Outcome(expect = FORBIDDEN, desc = "an order without an answer, or one that stays open")
  public static class Answered {
    private final OpenOrders orders = new OpenOrders("me", PATIENCE);
    private final AtomicLong token = new AtomicLong();
    private final CompletableFuture<OrderResult> result =
        orders.open(StartOrder.of("job"), token::set);

    /** The result comes. */
    @Actor
    public void done() {
      orders.done(token.get(), DONE);
    }

    /** Closes the node. */
    @Actor
    public void close() {
      orders.close();
    }

    /** Looks at the answer, and at what is left open. */
    @Arbiter
    public void look(LI_Result seen) {
      seen.r1 = answer(result);
      seen.r2 = orders.size();
    }
  }

  /** Two orders at once. */
  @JCStressTest
  @State
  @Outcome(id = "two, 0", expect = ACCEPTABLE, desc = "each has its own answer")
  @Outcome(expect = FORBIDDEN, desc = "one has the other's answer")
  public static class Two {
    private final OpenOrders orders = new OpenOrders("me", PATIENCE);
    private CompletableFuture<OrderResult> one = new CompletableFuture<>();
    private CompletableFuture<OrderResult> other = new CompletableFuture<>();

    private CompletableFuture<OrderResult> open(String reason) {
      return orders.open(StartOrder.of("job"), token -> orders.unknown(token, reason));
    }

    /** Gives one order. */
    @Actor
    public void openOne() {
      one = open("one");
    }

    /** Gives another order. */
    @Actor
    public void openOther() {
      other = open("other");
    }

    /** Looks at both answers, and at what is left open. */
    @Arbiter
    public void look(LI_Result seen) {
      seen.r1 = reason(one).equals("one") && reason(other).equals("other") ? "two" : "mixed";
      seen.r2 = orders.size();
      orders.close();
    }

    private static String reason(CompletableFuture<OrderResult> result) {
      return result
          .thenApply(answer -> answer instanceof OrderResult.Unknown told ? told.reason() : "")
          .completeOnTimeout("", 2, TimeUnit.SECONDS)
          .join();
    }
  }
}
