package io.clockwork.job;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run's code is told, and how it says something back. Thread-safe.
 *
 * @since 0.1
 */
public interface JobContext {

  /** Returns the job's name. */
  String job();

  /** Returns the id of this run: the same cause gives the same id on whichever member it runs. */
  RunId runId();

  /** Returns why this run was started. */
  Cause cause();

  /**
   * Returns the instant at which the schedule said that the job is due; null if not started by it.
   */
  @Nullable Instant fireTime();

  /** Returns which try of the run this is, from 1. */
  int attempt();

  /**
   * Returns the fencing token: it rises strictly from each start of the job to the next, whichever
   * members they are on. Hand it to what the job writes to, and have that refuse a token lower than
   * one it has seen: so a run that was given up, but still goes somewhere, changes nothing.
   */
  long token();

  /** Returns the stable name of the member that this runs on. */
  String member();

  /** Returns the parameters that an order brought; empty otherwise. Unmodifiable. */
  Map<String, String> parameters();

  /**
   * Returns whether the run was asked to stop: the member closes and its grace is over. The thread
   * that entered the job's code is interrupted as well.
   */
  boolean interrupted();

  /**
   * Keeps a text with the run, for people: what the job found, its last lines of output. Replaces
   * what was kept before; shown to all once the run ended.
   *
   * @param text of any length; the last {@link Run#MAX_OUTPUT} characters are kept
   */
  void output(String text);
}
