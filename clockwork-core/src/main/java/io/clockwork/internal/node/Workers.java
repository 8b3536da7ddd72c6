package io.clockwork.internal.node;

import io.clockwork.job.Run;

/** Calls the code of jobs. Never blocks. */
public interface Workers {

  /**
   * Calls a job's code on a thread of its own; how it ends comes as an input.
   *
   * @param run the run
   */
  void run(Run run);

  /**
   * Lets go of a job's code.
   *
   * @param job the job's name
   */
  default void forget(String job) {}
}
