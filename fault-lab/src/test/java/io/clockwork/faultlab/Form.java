package io.clockwork.faultlab;

/** Which form of the suite runs: the short one of every build, or the full one. */
final class Form {
  private static final boolean FULL = "full".equals(System.getProperty("faultlab.form"));

  private Form() {}

  /** Returns the first number in the short form, the second in the full one. */
  static int of(int inShort, int inFull) {
    return FULL ? inFull : inShort;
  }
}
