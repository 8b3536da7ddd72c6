package io.clockwork.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a job's code ended.
 *
 * @param success whether it returned
 * @param reason why not, in words; null if it did
 * @param stackTrace of what it threw; null if nothing
 * @param output what it kept with the run; null if nothing
 * @param started false if the code was not called at all, because it was too late for it
 */
public record Outcome(
    boolean success,
    @Nullable String reason,
    @Nullable String stackTrace,
    @Nullable String output,
    boolean started) {

  /** The code was called. */
  public Outcome(
      boolean success,
      @Nullable String reason,
      @Nullable String stackTrace,
      @Nullable String output) {
    this(success, reason, stackTrace, output, true);
  }

  /** The code was not called. */
  public static Outcome notStarted(String reason) {
    return new Outcome(false, reason, null, null, false);
  }
}
