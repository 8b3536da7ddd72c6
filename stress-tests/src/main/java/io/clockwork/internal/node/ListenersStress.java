package io.clockwork.internal.node;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clockwork.client.ClockworkClient.Subscription;
import io.clockwork.job.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** No listener is told twice, and none outlives what it listened to. */
public final class ListenersStress {
  private static final Event EVENT = () -> Instant.EPOCH;

  private ListenersStress() {}

  /** Makes threads and remembers them. */
  private static final class Remembering implements ThreadFactory {
    private final ThreadFactory daemons = Threads.daemons("stress");
    private final Collection<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = daemons.newThread(task);
      threads.add(thread);
      return thread;
    }

    /** Waits for the threads' ends, and returns how many have none. */
    int left() {
      int left = 0;
      for (Thread thread : threads) {
        try {
          thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        left += thread.isAlive() ? 1 : 0;
      }
      return left;
    }
  }

  /** A listener comes while all are ended. */
  @JCStressTest
  @State
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "its thread has ended")
  @Outcome(expect = FORBIDDEN, desc = "a thread that never ends")
  public static class Added {
    private final Remembering threads = new Remembering();
    private final Listeners listeners = new Listeners("me", threads);

    /** Adds one. */
    @Actor
    public void add() {
      Subscription ignored = listeners.add(event -> {});
    }

    /** Ends all. */
    @Actor
    public void close() {
      listeners.close();
    }

    /** Counts the threads that are left. */
    @Arbiter
    public void look(I_Result seen) {
      seen.r1 = threads.left();
    }
  }

  /** A listener's subscription ends while it is told something. */
  @JCStressTest
  @State
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it had ended before")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "told before it ended")
  @Outcome(expect = FORBIDDEN, desc = "told twice, or a thread that never ends")
  public static class Told {
    private final Remembering threads = new Remembering();
    private final AtomicInteger told = new AtomicInteger();
    private final Listeners listeners = new Listeners("me", threads);
    private final Subscription subscription = listeners.add(event -> told.incrementAndGet());

    /** Tells it. */
    @Actor
    public void tell() {
      listeners.tell(EVENT);
    }

    /** Ends its subscription. */
    @Actor
    public void end() {
      subscription.close();
    }

    /** Counts what it was told, and the threads that are left. */
    @Arbiter
    public void look(II_Result seen) {
      seen.r2 = threads.left();
      seen.r1 = told.get();
    }
  }
}
