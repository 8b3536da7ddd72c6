package io.clockwork.job;

import java.util.Objects;

/**
 * What becomes of fire times that passed with nobody able to start the job, by more than the job's
 * {@linkplain JobDefinition#deadline() deadline}. Those within the deadline are simply run late.
 *
 * @param kind which policy
 * @param cap most late runs for {@link Kind#RUN_ALL}, 1 to {@value #MAX_CAP}; else 0 for skip, 1
 *     for run once
 * @since 0.1
 */
public record MisfirePolicy(Kind kind, int cap) {

  /** Most missed fire times that can be run afterwards. */
  public static final int MAX_CAP = 100;

  /**
   * The kinds of policy.
   *
   * @since 0.1
   */
  public enum Kind {
    /** None is run; each is recorded as missed. */
    SKIP,
    /** The newest is run now, the others are recorded as missed: the default. */
    RUN_ONCE_NOW,
    /** All are run now, the newest up to a cap; older ones are recorded as missed. */
    RUN_ALL
  }

  /**
   * Checks the cap.
   *
   * @throws IllegalArgumentException if the cap does not fit the kind
   */
  public MisfirePolicy {
    Objects.requireNonNull(kind, "kind");
    boolean good =
        kind == Kind.RUN_ALL ? cap >= 1 && cap <= MAX_CAP : cap == (kind == Kind.SKIP ? 0 : 1);
    if (!good) {
      throw new IllegalArgumentException(
          "misfire cap " + cap + " does not fit " + kind + "; for RUN_ALL use 1 to " + MAX_CAP);
    }
  }

  /** Returns the policy that runs nothing late. */
  public static MisfirePolicy skip() {
    return new MisfirePolicy(Kind.SKIP, 0);
  }

  /** Returns the policy that runs the newest missed fire time now; the default. */
  public static MisfirePolicy runOnceNow() {
    return new MisfirePolicy(Kind.RUN_ONCE_NOW, 1);
  }

  /**
   * Returns the policy that runs all missed fire times now.
   *
   * @param cap at most this many, the newest; 1 to {@value #MAX_CAP}
   */
  public static MisfirePolicy runAll(int cap) {
    return new MisfirePolicy(Kind.RUN_ALL, cap);
  }
}
