package io.clockwork.cluster.sim;

import java.time.Duration;

/**
 * How bad a network is.
 *
 * @param loss share of multicasts lost at each receiver, and of requests or their answers
 * @param typical typical delay of a message
 * @param slowShare share of messages that are delayed much more
 * @param slow most that those are delayed
 * @param detection most that it takes until a crash is noticed
 */
public record Faults(
    double loss, Duration typical, double slowShare, Duration slow, Duration detection) {

  /** A network that loses nothing. */
  public static final Faults NONE =
      new Faults(0, Duration.ofMillis(1), 0, Duration.ZERO, Duration.ofMillis(500));
}
