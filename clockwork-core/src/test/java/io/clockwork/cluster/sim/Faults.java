package io.clockwork.cluster.sim;

import java.time.Duration;

/**
 * How bad a network is.
 *
 * @param loss share of multicasts lost at each receiver, and of requests or their answers
 * @param doubled share of requests that are served twice
 * @param typical typical delay of a message
 * @param slowShare share of messages that are delayed much more
 * @param slow most that those are delayed
 * @param viewLag most by which a view comes later at some nodes
 * @param detection most that it takes until a crash is noticed
 */
public record Faults(
    double loss,
    double doubled,
    Duration typical,
    double slowShare,
    Duration slow,
    Duration viewLag,
    Duration detection) {

  /** A network that loses nothing. */
  public static final Faults NONE =
      new Faults(
          0, 0, Duration.ofMillis(1), 0, Duration.ZERO, Duration.ZERO, Duration.ofMillis(500));

  /** Returns a good network on which a message and the news of a crash take so long. */
  public static Faults none(Duration typical, Duration detection) {
    return new Faults(0, 0, typical, 0, Duration.ZERO, Duration.ZERO, detection);
  }
}
