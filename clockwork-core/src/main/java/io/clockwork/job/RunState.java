package io.clockwork.job;

/**
 * The states of a run, in the order in which they supersede one another.
 *
 * @since 0.1
 */
public enum RunState {
  /** A member won the right to start it; its code has not been called yet as far as is known. */
  CLAIMED,
  /** Its code is running. */
  RUNNING,
  /** Nobody was able to start it in time. Final. */
  MISSED,
  /** It was deliberately not started. Final. */
  SKIPPED,
  /**
   * The member that claimed it is gone, and nobody knows what became of it. Final but for the
   * truth.
   */
  LOST,
  /** Its code threw. Final. */
  FAILED,
  /** Its code returned. Final. */
  SUCCEEDED;

  /** Returns whether nothing more is to come of this run. */
  public boolean isFinal() {
    return compareTo(RUNNING) > 0;
  }

  /** Returns whether the run's code was called, or may have been, and is over. */
  public boolean isEnded() {
    return this == SUCCEEDED || this == FAILED || this == LOST;
  }
}
