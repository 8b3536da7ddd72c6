package io.clockwork.internal.node;

import io.clockwork.job.Run;

/** Calls the code of jobs. Never blocks. */
public interface Workers {

  /**
   * Calls a job's code on a thread of its own; how it ends comes as an input.
   *
   * @param run the run
   * @param startBy until when the code may be called, as {@link System#nanoTime} has it; later it
   *     is not called, and that comes as the input
   */
  void run(Run run, long startBy);

  /**
   * Lets go of a job's code.
   *
   * @param job the job's name
   */
  default void forget(String job) {}
}
