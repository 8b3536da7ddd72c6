package io.clockwork.faultlab;

import java.security.SecureRandom;

/** Which form of the suite runs: the short one of every build, or the full one. */
final class Form {
  private static final boolean FULL = "full".equals(System.getProperty("faultlab.form"));

  private Form() {}

  /** Returns the first number in the short form, the second in the full one. */
  static int of(int inShort, int inFull) {
    return FULL ? inFull : inShort;
  }

  /** Returns the seed that is asked for by {@code -Dfaultlab.seed}, else any. */
  static long seed() {
    return Long.getLong("faultlab.seed", new SecureRandom().nextInt(1_000_000));
  }
}
