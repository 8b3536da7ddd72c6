package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;

/** Gives stamps that are later than every stamp seen so far. Not thread-safe. */
public final class HybridClock {
  private final NodeId self;
  private long millis;
  private int counter;

  /**
   * Creates a clock.
   *
   * @param self whose stamps it gives
   */
  public HybridClock(NodeId self) {
    this.self = self;
  }

  /**
   * Returns a stamp later than all before.
   *
   * @param now wall time in milliseconds since the epoch
   */
  public Stamp next(long now) {
    if (now > millis) {
      millis = now;
      counter = 0;
    } else {
      counter++;
    }
    return new Stamp(millis, counter, self);
  }

  /** Takes note of a stamp from elsewhere. */
  public void saw(Stamp stamp) {
    if (stamp.millis() > millis || (stamp.millis() == millis && stamp.counter() > counter)) {
      millis = stamp.millis();
      counter = stamp.counter();
    }
  }
}
