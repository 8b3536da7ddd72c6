package io.clockwork.benchmarks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One process's side of a scheduler under test. Every job's code is {@link Probe#ran}.
 *
 * <p>Called by one thread. Whatever is thrown ends this run of the benchmark and is shown.
 */
public interface Peer extends AutoCloseable {

  /** Joins or connects. Returns when this process can do its part. */
  void start() throws Exception;

  /** Returns how many members this process sees; the harness waits until it is all of them. */
  default int members() {
    return Integer.MAX_VALUE;
  }

  /** Returns whether member 0 makes what all need, such as tables, and so starts before them. */
  default boolean preparesAlone() {
    return false;
  }

  /** Returns whether each member is to register the jobs, as it is where jobs carry code. */
  boolean registersEverywhere();

  /**
   * Registers jobs that are due once. Returns when the scheduler has taken them.
   *
   * @param jobs names, of the form {@code text-number}
   */
  void once(List<String> jobs, Instant at) throws Exception;

  /**
   * Registers jobs that are due at a fixed rate, spread evenly over a period: job {@code i} of
   * {@code n} for the first time at {@code first + i · period / n}.
   */
  void every(List<String> jobs, Instant first, Duration period) throws Exception;

  /**
   * Registers two jobs that no schedule starts: the first runs on member 0, and the second is
   * started because the first succeeded; it runs on member 1 where the scheduler can say so.
   */
  void pair(String first, String second) throws Exception;

  /** Registers a job that no schedule starts, and that runs on member 0 where that can be said. */
  void idle(String job) throws Exception;

  /** Starts such a job now. Returns when the scheduler has taken the order. */
  void run(String job) throws Exception;
}
