package io.clockwork.internal.engine;

/**
 * Bugs that tests plant, to prove that the simulation finds them. No engine has any but by a
 * constructor that only tests can call.
 */
enum Flaw {
  /** A new owner forgets fire times that were due before it came. */
  ARMS_FROM_NOW,
  /** Fire times that nobody could start in time leave no record. */
  MISSES_SILENTLY,
  /**
   * Conditions are looked at when a run's end is heard of, and not when their job changes hands.
   */
  REACTS_TO_NEWS_ONLY,
  /** Every member that may run a job takes itself for its owner. */
  OWNS_EVERYTHING,
  /** Runs of members that are there are given up. */
  GIVES_UP_THE_LIVING,
  /** What an order asks for is started without a claim. */
  OBEYS_UNASKED,
  /** A new view does not end the claims made in the one before. */
  KEEPS_CLAIMS,
  /** A voter does not look at the electorate, and so the view, that a claim was made in. */
  FORGETS_THE_VIEW,
  /** Of named voters those in view are taken for all. */
  VIEW_AS_QUORUM,
  /** Named voters forget at each view what they voted. */
  REVOKES_VOTES,
  /** A voter without memory votes on what an earlier life of it may have voted on. */
  VOTES_AFRESH,
  /** Each member counts its fencing tokens by itself, and voters do not look at them. */
  COUNTS_TOKENS,
  /** Whoever stood still starts at once what fell due meanwhile. */
  WAKES_UNASKED
}
