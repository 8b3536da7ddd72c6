package io.clockwork.internal.wire;

import io.clockwork.job.Run;

/**
 * What a field may hold at most. Writers and readers refuse the same, so no peer sends what none
 * reads.
 */
final class Limits {

  /** Most elements of a list. */
  static final int LIST = 65_536;

  /** Most entries of a map. */
  static final int MAP = Run.MAX_PARAMETERS;

  /** Most characters of a text that has no limit of its own. */
  static final int TEXT = 10_000;

  /** Highest number of a write, so that counting on from one never overflows. */
  static final long SEQUENCE = 1L << 62;

  /** Highest field number. */
  static final int FIELD = 1_000;

  /** The first second of the year 0. */
  static final long FIRST_SECOND = -62_167_219_200L;

  /** The last second of the year 9999. */
  static final long LAST_SECOND = 253_402_300_799L;

  /** The last millisecond of the year 9999. */
  static final long LAST_MILLI = LAST_SECOND * 1_000 + 999;

  /** The seconds of 10,000 Gregorian years, the longest duration. */
  static final long LONGEST_SECONDS = 315_569_520_000L;

  private Limits() {}
}
