package io.clockwork.job;

/**
 * The code of a job.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JobCode {

  /**
   * Runs the job once. Called on a worker thread of the member that owns the run; may block.
   * Returning means success; throwing anything means failure, and the exception's text and stack
   * trace go with the run to every member.
   *
   * <p>The thread is interrupted when the member closes and its grace is over.
   *
   * @param context what this run is about
   * @throws Exception to fail the run
   */
  void run(JobContext context) throws Exception;
}
