package io.clockwork.job;

/**
 * What becomes of a fire time that comes while an earlier run of the same job is still going,
 * anywhere in the cluster. Runs started by a condition or an order are never held back by it.
 *
 * @since 0.1
 */
public enum Overlap {
  /** The fire time is recorded as skipped, naming the run that is still going: the default. */
  SKIP,
  /** The runs go side by side. */
  ALLOW
}
