package io.clockwork.client;

import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job as the cluster sees it at one moment. Immutable.
 *
 * @param definition what it is
 * @param state what it is doing
 * @param owner the stable name of the member that is to start it; null if no member can, and for a
 *     job on every member
 * @param carriers the names of the members that have its code, sorted
 * @param nextFireTime when it is due next by its schedule; null if never, or not known yet
 * @param lastRun the run that was claimed or decided last; null if there was none
 * @param unknownJobs the jobs that its condition mentions and nobody has registered, sorted
 * @since 0.1
 */
public record JobStatus(
    JobDefinition definition,
    State state,
    @Nullable String owner,
    List<String> carriers,
    @Nullable Instant nextFireTime,
    @Nullable Run lastRun,
    List<String> unknownJobs) {

  /**
   * What a job is doing.
   *
   * @since 0.1
   */
  public enum State {
    /** A run of it is going. */
    RUNNING,
    /** It waits for its fire time. */
    SCHEDULED,
    /** It waits for its condition. */
    WAITING_FOR_CONDITION,
    /** No member of the view may run it: none carries its code, or its placement allows none. */
    WAITING_FOR_MEMBER,
    /** Of the named voters no majority is in view, so nothing can be started on this side. */
    WAITING_FOR_MAJORITY,
    /**
     * Nothing will start it but an order: no schedule or none that fires again, and no condition.
     */
    IDLE
  }

  /** Copies the lists. */
  public JobStatus {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(state, "state");
    carriers = List.copyOf(carriers);
    unknownJobs = List.copyOf(unknownJobs);
  }

  /** Returns the job's name. */
  public String name() {
    return definition.name();
  }
}
