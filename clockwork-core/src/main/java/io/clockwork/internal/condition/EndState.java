package io.clockwork.internal.condition;

/** How a run ended for good: no attempt of it will follow. */
public enum EndState {
  /** Its code returned. */
  SUCCEEDED,
  /** Its code threw, or was stopped, and no further attempt is due. */
  FAILED,
  /** The member that ran it is gone, and the job's policy says not to run it again. */
  LOST
}
