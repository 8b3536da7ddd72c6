package io.clockwork.cluster.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: things happen in its order, as fast as the machine can. */
public final class SimTime {
  private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");

  private record Happening(long at, long order, Runnable action) {}

  private final PriorityQueue<Happening> queue =
      new PriorityQueue<>(
          (a, b) -> {
            int order = Long.compare(a.at(), b.at());
            return order != 0 ? order : Long.compare(a.order(), b.order());
          });
  private long nanos;
  private long count;

  public long nanos() {
    return nanos;
  }

  public Instant wall() {
    return BEGIN.plusNanos(nanos);
  }

  public void after(Duration delay, Runnable action) {
    at(nanos + Math.max(0, delay.toNanos()), action);
  }

  public void at(long when, Runnable action) {
    queue.add(new Happening(Math.max(nanos, when), count++, action));
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    long end = nanos + duration.toNanos();
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      step();
    }
    nanos = end;
  }

  /** Lets time pass until something is so; returns whether it came to be so. */
  public boolean advanceUntil(BooleanSupplier condition, Duration atMost) {
    long end = nanos + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (queue.isEmpty() || queue.peek().at() > end) {
        nanos = end;
        return condition.getAsBoolean();
      }
      step();
    }
    return true;
  }

  private void step() {
    Happening next = queue.remove();
    nanos = next.at();
    next.action().run();
  }
}
