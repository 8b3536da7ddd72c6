package io.clockwork.internal.engine;

import java.time.Duration;

/** Has claims wait, for a moment at most, for others that could share their frame. */
final class Pace {
  private static final Duration MOMENT = Duration.ofMillis(2);
  private static final long NEVER = Long.MIN_VALUE;

  private final Context context;

  /** When claims were sent last, in monotonic nanoseconds. */
  private long sentAt = NEVER;

  /** Until when claims wait; not moved by what is sent meanwhile. */
  private long waitUntil = NEVER;

  Pace(Context context) {
    this.context = context;
  }

  /** Claims to start something are sent. */
  void sent() {
    sentAt = context.now().nanos();
  }

  /**
   * Returns whether claims wait on; when they have waited long enough, the engine is flushed again.
   *
   * @param now whether there is no reason to wait
   */
  boolean waits(boolean now) {
    if (now || sentAt == NEVER) {
      waitUntil = NEVER;
      return false;
    }
    if (waitUntil == NEVER) {
      waitUntil = sentAt + MOMENT.toNanos();
      long left = waitUntil - context.now().nanos();
      if (left > 0) {
        context.after(Duration.ofNanos(left), () -> {});
      }
    }
    if (waitUntil - context.now().nanos() > 0) {
      return true;
    }
    waitUntil = NEVER;
    return false;
  }
}
