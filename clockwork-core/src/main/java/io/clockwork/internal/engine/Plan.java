package io.clockwork.internal.engine;

import io.clockwork.job.Cause;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that this member wants to start.
 *
 * @param run its id
 * @param attempt which try of it
 * @param cause why
 * @param notBefore its record is dated no earlier: the end of the runs that caused it
 * @param startBy until when its code may be called, in monotonic nanoseconds: wall time may jump
 *     between the claim and the start, and the process may stand still
 * @param parameters what an order brought
 * @param instead how it is to be recorded without being started, for that is decided by a claim as
 *     well; null if it is to be started
 */
record Plan(
    RunId run,
    int attempt,
    Cause cause,
    Instant notBefore,
    long startBy,
    Map<String, String> parameters,
    @Nullable Instead instead) {

  /**
   * What is recorded of a run that is not to be started.
   *
   * <p>Whoever may decide on a job's earliest open fire time may decide on those that follow it
   * too, for nobody claims them before that one is settled. They must not be claimed side by side:
   * if only a later one came to be known, the earlier ones would count as settled.
   *
   * @param state missed or skipped
   * @param reason in words
   * @param following fire times of the same job, in order, of which the same is recorded
   */
  record Instead(RunState state, String reason, List<Instant> following) {
    Instead {
      following = List.copyOf(following);
    }
  }

  /**
   * A run to be started.
   *
   * @param due when it should have been; what is late already has the whole deadline from now
   */
  static Plan start(
      RunId run, int attempt, Cause cause, Instant due, Moment now, Duration deadline) {
    return new Plan(run, attempt, cause, due, startBy(due, now, deadline), Map.of(), null);
  }

  static Plan not(RunId run, Cause cause, Instant notBefore, Instead instead) {
    return new Plan(run, 1, cause, notBefore, Long.MAX_VALUE, Map.of(), instead);
  }

  Plan with(Map<String, String> newParameters) {
    return new Plan(run, attempt, cause, notBefore, startBy, newParameters, instead);
  }

  static long startBy(Instant due, Moment now, Duration deadline) {
    long left = deadline.minus(Duration.between(due, now.wall())).toNanos();
    boolean late = left <= 0 || left > deadline.toNanos();
    return now.nanos() + (late ? deadline.toNanos() : left);
  }

  /** Returns when the last of what it is about came due: no voter votes on it before that. */
  Instant since() {
    if (instead != null && !instead.following().isEmpty()) {
      return instead.following().get(instead.following().size() - 1);
    }
    return notBefore;
  }

  boolean isLate(Moment now) {
    return now.nanos() - startBy > 0 && startBy != Long.MAX_VALUE;
  }
}
