package io.clockwork.internal.condition;

/**
 * A value of Kleene's strong three-valued logic. {@link #UNKNOWN} means "not decided by what is
 * known so far"; what is decided never changes as more becomes known.
 *
 * <p>The constants stand in the order of truth: {@code and} is the least, {@code or} the greatest.
 */
public enum Truth {
  /** Decided: does not hold. */
  FALSE,
  /** Not decided yet. */
  UNKNOWN,
  /** Decided: holds. */
  TRUE;

  /**
   * Returns the value of "this and that".
   *
   * @param other that
   * @return false if one of them is, true if both are, else unknown
   */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /**
   * Returns the value of "this or that".
   *
   * @param other that
   * @return true if one of them is, false if both are, else unknown
   */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * Returns the value of "not this".
   *
   * @return the opposite; unknown for unknown
   */
  public Truth not() {
    return this == UNKNOWN ? UNKNOWN : this == TRUE ? FALSE : TRUE;
  }
}
