package io.clockwork.internal.engine;

import java.time.Duration;
import java.util.PriorityQueue;

/** What is to be done later, by monotonic time. */
final class Timers {

  /** Something to be done later. */
  static final class Timer implements Comparable<Timer> {
    private final long due;
    private final long order;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long due, long order, Runnable action) {
      this.due = due;
      this.order = order;
      this.action = action;
    }

    void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(due, other.due);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long count;

  Timer after(Moment now, Duration delay, Runnable action) {
    Timer timer = new Timer(now.nanos() + delay.toNanos(), count++, action);
    queue.add(timer);
    return timer;
  }

  /** Does what is due. */
  void run(long nanos) {
    while (true) {
      Timer first = queue.peek();
      if (first == null || (!first.cancelled && first.due > nanos)) {
        return;
      }
      queue.poll();
      if (!first.cancelled) {
        first.action.run();
      }
    }
  }

  /**
   * Returns when the next is due, in monotonic nanoseconds; {@link Long#MAX_VALUE} if nothing is.
   */
  long next() {
    while (true) {
      Timer first = queue.peek();
      if (first == null) {
        return Long.MAX_VALUE;
      }
      if (!first.cancelled) {
        return first.due;
      }
      queue.poll();
    }
  }
}
