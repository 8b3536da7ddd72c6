package io.clockwork.internal.engine;

import java.time.Duration;
import java.util.List;

/**
 * How an engine is set.
 *
 * @param historyLimit finished runs kept for each job
 * @param workers most runs at once on this member
 * @param chunkSize about how many bytes of facts go into one frame
 * @param takeover how long the next member in rank waits for one to start a run before it tries
 * @param voters the stable names of those of whom a majority must agree to each start; none if each
 *     side of a partition goes on
 * @param maxClockSkew a member whose clock is further from the others' than this claims nothing
 */
public record Options(
    int historyLimit,
    int workers,
    int chunkSize,
    Duration takeover,
    List<String> voters,
    Duration maxClockSkew) {
  /** Room enough for thousands of runs, small enough to leave the network responsive. */
  public static final int CHUNK = 256 * 1024;

  /**
   * Long enough that a busy owner is not overtaken, short enough that a frozen one costs little.
   */
  public static final Duration TAKEOVER = Duration.ofMillis(500);

  /** Far beyond what NTP leaves, and what a fire time may be off. */
  public static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

  /** Copies the list. */
  public Options {
    voters = List.copyOf(voters);
  }

  /** With the default for clocks. */
  public Options(
      int historyLimit, int workers, int chunkSize, Duration takeover, List<String> voters) {
    this(historyLimit, workers, chunkSize, takeover, voters, MAX_CLOCK_SKEW);
  }

  /** Without named voters. */
  public Options(int historyLimit, int workers, int chunkSize, Duration takeover) {
    this(historyLimit, workers, chunkSize, takeover, List.of());
  }
}
