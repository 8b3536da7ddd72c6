package io.clockwork.internal.node;

import io.clockwork.client.ClockworkClient.Subscription;
import io.clockwork.job.Event;
import io.clockwork.job.EventListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told of events, each on a thread of its own, so that none can hold up another. */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int MOST_WAITING = 10_000;
  private static final long DRAIN = TimeUnit.SECONDS.toNanos(1);

  /** Wakes a listener's thread, and is told to nobody. */
  private static final Event END = () -> Instant.EPOCH;

  private final String member;
  private final ThreadFactory threads;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  Listeners(String member) {
    this(member, Threads.daemons("clockwork-listener-" + member));
  }

  Listeners(String member, ThreadFactory threads) {
    this.member = member;
    this.threads = threads;
  }

  Subscription add(EventListener listener) {
    return add(listener, any -> true);
  }

  /**
   * Adds a listener.
   *
   * @param wanted which events it is told, as far as they are known before they cost a thread
   */
  Subscription add(EventListener listener, Predicate<Event> wanted) {
    Told one = new Told(listener, wanted);
    told.add(one);
    one.thread.start();
    if (closed) {
      one.end();
    }
    return () -> {
      told.remove(one);
      one.end();
    };
  }

  void tell(Event event) {
    for (Told one : told) {
      if (one.wanted.test(event)) {
        one.offer(event);
      }
    }
  }

  /** Lets the listeners have what is waiting for them, for a second at most in all. */
  @Override
  public void close() {
    closed = true;
    for (Told one : told) {
      one.end();
    }
    long end = System.nanoTime() + DRAIN;
    for (Told one : told) {
      one.join(end);
    }
    told.clear();
  }

  private final class Told {
    private final EventListener listener;
    private final Predicate<Event> wanted;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean ended;
    private long dropped;

    private Told(EventListener listener, Predicate<Event> wanted) {
      this.listener = listener;
      this.wanted = wanted;
      this.thread = threads.newThread(this::run);
    }

    private void offer(Event event) {
      if (!queue.offer(event) && dropped++ % MOST_WAITING == 0) {
        LOG.warn(
            "A {} on {} is {} events behind: dropped {}, and {} before",
            listener.getClass().getName(),
            member,
            MOST_WAITING,
            event,
            dropped - 1);
      }
    }

    private void run() {
      try {
        while (!ended || !queue.isEmpty()) {
          Event event = queue.poll(1, TimeUnit.MINUTES);
          if (event != null && event != END) {
            tellOne(event);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void tellOne(Event event) {
      try {
        listener.onEvent(event);
      } catch (Throwable e) {
        // Checked ones too: not all code is Java, and not all Java declares what it throws.
        LOG.warn("A {} on {} threw at {}", listener.getClass().getName(), member, event, e);
      } finally {
        // What a listener did to its own thread must not end that thread.
        boolean wasInterrupted = Thread.interrupted();
        LOG.trace("The listener's thread was interrupted: {}", wasInterrupted);
      }
    }

    private void end() {
      ended = true;
      // Full or not, it is awake or will be: the listener's own code is never interrupted.
      boolean woken = queue.offer(END);
      LOG.trace("A listener ends, woken: {}", woken);
    }

    private void join(long end) {
      try {
        if (thread != Thread.currentThread()) {
          thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
