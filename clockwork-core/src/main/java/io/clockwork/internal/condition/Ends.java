package io.clockwork.internal.condition;

import io.clockwork.job.RunState;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is known of the ends of one job's runs for one root cause.
 *
 * <p>Knowledge only grows: states are added while it is incomplete, and once it is complete it
 * stays as it is. On this rests that a decided condition never changes. A job that runs on one
 * member has one run per cause, so its first end completes it. Of a job that runs on every member
 * there are several; "one has ended" does not say how the others will.
 *
 * @param states the ways in which runs ended so far; unmodifiable, in the enum's order
 * @param complete whether no further run of the job will end for this cause; never with no state
 */
public record Ends(Set<EndState> states, boolean complete) {

  /** No run of the job has ended for this cause, or there is no such job. */
  public static final Ends NONE = new Ends(Set.of(), false);

  /**
   * Copies the states.
   *
   * @param states the ways in which runs ended so far
   * @param complete whether no further run will end
   * @throws IllegalArgumentException if this is complete without any state
   */
  public Ends {
    EnumSet<EndState> copy = EnumSet.noneOf(EndState.class);
    copy.addAll(states);
    states = Collections.unmodifiableSet(copy);
    if (complete && states.isEmpty()) {
      throw new IllegalArgumentException("ends without any state cannot be complete");
    }
  }

  /**
   * Returns the end of the only run: of a job that runs on one member.
   *
   * @param state how it ended
   * @return complete knowledge
   */
  public static Ends only(EndState state) {
    return new Ends(EnumSet.of(state), true);
  }

  /**
   * Returns the ends so far of a job that runs on every member, of which more may follow.
   *
   * @param states how the ended runs ended; may be empty
   * @return incomplete knowledge
   */
  public static Ends soFar(Set<EndState> states) {
    return new Ends(states, false);
  }

  /**
   * Returns the ends of all runs of a job that runs on every member.
   *
   * @param states how they ended; not empty
   * @return complete knowledge
   * @throws IllegalArgumentException if there is no state
   */
  public static Ends all(Set<EndState> states) {
    return new Ends(states, true);
  }

  /**
   * Returns what the states of a job's runs for one root cause say. Runs that were skipped or
   * missed did not end: they are final and say nothing.
   *
   * @param runs the states of the runs that are known, in any order; may be empty
   * @param noMore whether there will be no further run of the job for this cause; always so once
   *     there is a run of a job that runs on one member
   * @return what is known; complete if there will be no more, all are final and one has ended
   */
  public static Ends ofRuns(Collection<RunState> runs, boolean noMore) {
    EnumSet<EndState> states = EnumSet.noneOf(EndState.class);
    boolean allFinal = true;
    for (RunState run : runs) {
      allFinal &= run.isFinal();
      switch (run) {
        case SUCCEEDED -> states.add(EndState.SUCCEEDED);
        case FAILED -> states.add(EndState.FAILED);
        case LOST -> states.add(EndState.LOST);
        case CLAIMED, RUNNING, MISSED, SKIPPED -> {}
      }
    }
    return new Ends(states, noMore && allFinal && !states.isEmpty());
  }
}
