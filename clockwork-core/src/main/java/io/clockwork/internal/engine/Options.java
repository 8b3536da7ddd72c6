package io.clockwork.internal.engine;

/**
 * How an engine is set.
 *
 * @param historyLimit finished runs kept for each job
 * @param workers most runs at once on this member
 */
public record Options(int historyLimit, int workers) {
  /** The defaults: 100 runs of history, 10 workers. */
  public static final Options DEFAULT = new Options(100, 10);
}
