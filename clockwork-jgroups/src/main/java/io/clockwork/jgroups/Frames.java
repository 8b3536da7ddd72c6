package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import java.time.Duration;

/** Checks what callers hand in. */
final class Frames {

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  private Frames() {}

  static void check(byte[] frame) {
    if (frame.length == 0 || frame.length > Cluster.MAX_FRAME) {
      throw new IllegalArgumentException(
          "frame has " + frame.length + " bytes; use 1 to " + Cluster.MAX_FRAME);
    }
  }

  static void check(Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout " + timeout + " is not allowed; use " + MIN_TIMEOUT + " to " + MAX_TIMEOUT);
    }
  }
}
