package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting in real time, to the millisecond: faults are aimed at fire times. */
final class Moment {
  private static final Duration STEP = Duration.ofMillis(50);

  private Moment() {}

  /** Returns once the clock shows that instant. */
  static void await(Instant instant) {
    for (Instant now = Instant.now(); now.isBefore(instant); now = Instant.now()) {
      LockSupport.parkNanos(Duration.between(now, instant).toNanos());
      if (Thread.interrupted()) {
        throw new AssertionError("interrupted while waiting for " + instant);
      }
    }
  }

  /** Returns once that much time has passed. */
  static void pass(Duration time) {
    await(Instant.now().plus(time));
  }

  /** Returns whether the condition came true before the limit was over. */
  static boolean awaitTrue(Duration limit, BooleanSupplier condition) {
    Instant until = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(until)) {
        return false;
      }
      pass(STEP);
    }
    return true;
  }

  /** Returns the first whole second not before the instant: when the lab's jobs are due. */
  static Instant wholeSecond(Instant instant) {
    Instant cut = Instant.ofEpochSecond(instant.getEpochSecond());
    return cut.equals(instant) ? cut : cut.plusSeconds(1);
  }
}
