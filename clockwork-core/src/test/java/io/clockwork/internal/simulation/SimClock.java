package io.clockwork.internal.simulation;

import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Moment;
import java.time.Duration;
import java.time.Instant;

/**
 * One node's clocks. The wall clock is off by some skew, jumps and drifts; the monotonic one is
 * true on every node.
 */
final class SimClock {
  private final SimTime time;
  private Duration offset;
  private long driftsSince;
  private int drift;

  SimClock(SimTime time, Duration skew) {
    this.time = time;
    this.offset = skew;
    this.driftsSince = time.nanos();
  }

  Moment now() {
    return new Moment(wall(), time.nanos());
  }

  Instant wall() {
    return time.wall().plus(offset());
  }

  /** Returns how far it is ahead of the true time. */
  Duration offset() {
    return drift == 0 ? offset : offset.plusNanos(drifted());
  }

  private long drifted() {
    return (time.nanos() - driftsSince) / 1_000_000 * drift;
  }

  /** Sets it forward, or back. */
  void jump(Duration by) {
    offset = offset.plus(by);
  }

  /**
   * Lets it run at another rate from now on.
   *
   * @param ppm millionths by which it is too fast; negative for too slow
   */
  void drift(int ppm) {
    offset = offset();
    driftsSince = time.nanos();
    drift = ppm;
  }
}
