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
  private Duration ahead = Duration.ZERO;
  private Duration behind = Duration.ZERO;

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
    noteOffset();
    offset = offset.plus(by);
    noteOffset();
  }

  /**
   * Lets it run at another rate from now on.
   *
   * @param ppm millionths by which it is too fast; negative for too slow
   */
  void drift(int ppm) {
    noteOffset();
    offset = offset();
    driftsSince = time.nanos();
    drift = ppm;
  }

  private void noteOffset() {
    Duration now = offset();
    ahead = now.compareTo(ahead) > 0 ? now : ahead;
    behind = now.negated().compareTo(behind) > 0 ? now.negated() : behind;
  }

  /** Returns how far it was ahead of the true time at most. */
  Duration farthestAhead() {
    noteOffset();
    return ahead;
  }

  /** Returns how far it was behind the true time at most. */
  Duration farthestBehind() {
    noteOffset();
    return behind;
  }
}
