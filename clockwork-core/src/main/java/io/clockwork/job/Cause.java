package io.clockwork.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Why a run was started.
 *
 * @since 0.1
 */
public sealed interface Cause {

  /**
   * The job's schedule said so.
   *
   * @param fireTime when it was due
   */
  record Fired(Instant fireTime) implements Cause {
    /** Checks that nothing is null. */
    public Fired {
      Objects.requireNonNull(fireTime, "fireTime");
    }

    @Override
    public String toString() {
      return "schedule at " + fireTime;
    }
  }

  /**
   * The job's condition was met.
   *
   * @param by the runs of the mentioned jobs that had ended for this cause, at most {@value
   *     #MAX_RUNS}; unmodifiable
   */
  record Met(List<RunId> by) implements Cause {
    /** Most runs that are listed. */
    public static final int MAX_RUNS = 32;

    /** Copies the list, cut to {@value #MAX_RUNS}. */
    public Met {
      by = List.copyOf(by.size() > MAX_RUNS ? by.subList(0, MAX_RUNS) : by);
    }

    @Override
    public String toString() {
      return "condition met by " + by;
    }
  }

  /**
   * Somebody ordered it.
   *
   * @param orderId the order's id, chosen by who gave it
   * @param by the name of the node that gave it
   */
  record Ordered(String orderId, String by) implements Cause {
    /** Checks that nothing is null. */
    public Ordered {
      Objects.requireNonNull(orderId, "orderId");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public String toString() {
      return "order " + orderId + " by " + by;
    }
  }
}
