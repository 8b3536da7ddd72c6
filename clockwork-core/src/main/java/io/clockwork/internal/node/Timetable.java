package io.clockwork.internal.node;

import java.time.Instant;

/** Keeps one timer for each job that this member owns. Never blocks. */
public interface Timetable {

  /**
   * Arms a job's timer, in place of an earlier one; an instant that has passed fires at once.
   *
   * @param job the job's name
   * @param at when it is to fire
   */
  void arm(String job, Instant at);

  /**
   * Disarms a job's timer, if it is armed.
   *
   * @param job the job's name
   */
  void disarm(String job);
}
