package io.clockwork.internal.simulation;

import java.util.Set;

/**
 * Bugs that are planted in all nodes of a history, to see that the judge finds them: some in the
 * engine, by its own switches, some in what it sends and is handed, by a {@link Saboteur}.
 */
enum Planted {
  NOTHING,

  // In the engine
  ARMS_FROM_NOW,
  MISSES_SILENTLY,
  REACTS_TO_NEWS_ONLY,
  OWNS_EVERYTHING,
  GIVES_UP_THE_LIVING,
  OBEYS_UNASKED,
  KEEPS_CLAIMS,
  FORGETS_THE_VIEW,
  VIEW_AS_QUORUM,
  REVOKES_VOTES,
  VOTES_AFRESH,
  COUNTS_TOKENS,
  WAKES_UNASKED,

  // Around it
  /** A voter grants whatever it is asked for. */
  GRANTS_EVERY_CLAIM,
  /** A member that is told who votes takes its own vote for enough. */
  COUNTS_ITSELF_AS_MAJORITY,
  /** A member goes on in a new view without a word with the others. */
  SKIPS_THE_HANDOVER,
  /** A member does not tell the coordinator of its votes. */
  REPORTS_NO_VOTES,
  /** A claim that cannot win stays with its voters. */
  FORGETS_TO_WITHDRAW,
  /** What was not heard is never asked for. */
  NEVER_GOSSIPS,
  /** Nobody hears that a member leaves. */
  LEAVES_WITHOUT_FAREWELL,
  /** A part of the facts is taken for all. */
  DIGEST_WITH_EVERY_CHUNK,
  /** The journal says that it has what it has not yet. */
  FORGETS_FSYNC,
  /** Fire times are run although a run is going. */
  OVERLAPS;

  /** Returns the engine's own switches. */
  Set<String> inEngine() {
    boolean own = compareTo(NOTHING) > 0 && compareTo(GRANTS_EVERY_CLAIM) < 0;
    return own ? Set.of(name()) : Set.of();
  }
}
