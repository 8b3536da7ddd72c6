package io.clockwork.internal.engine;

/**
 * How an engine is set.
 *
 * @param historyLimit finished runs kept for each job
 * @param workers most runs at once on this member
 * @param chunkSize about how many bytes of facts go into one frame
 */
public record Options(int historyLimit, int workers, int chunkSize) {
  /** Room enough for thousands of runs, small enough to leave the network responsive. */
  public static final int CHUNK = 256 * 1024;
}
