package io.clockwork.job;

/**
 * What becomes of a run whose member is gone before the run ended, so that nobody knows how far its
 * code came.
 *
 * @since 0.1
 */
public enum Recovery {
  /**
   * The run is recorded as {@link RunState#LOST} and not run again: the default. Its code is never
   * started a second time.
   */
  AT_MOST_ONCE,
  /**
   * The run is run again, as the next attempt, by a member that may run the job, until an attempt
   * ends. Its code must bear being started more than once; {@link JobContext#token()} lets what it
   * writes to tell the attempts apart.
   */
  AT_LEAST_ONCE
}
