package io.clockwork.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job as an application writes it: its definition and its code. Immutable.
 *
 * <pre>{@code
 * Job.named("extract").cron("0 0 2 * * ?", ZoneId.of("Europe/Paris")).run(context -> extract());
 * Job.named("load").after(success("extract")).on(Placement.member("node-2")).run(context -> load());
 * }</pre>
 *
 * @param definition everything but the code
 * @param code what runs
 * @since 0.1
 */
public record Job(JobDefinition definition, JobCode code) {

  /** Checks that nothing is null. */
  public Job {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(code, "code");
  }

  /** Returns the job's name. */
  public String name() {
    return definition.name();
  }

  /**
   * Begins a job.
   *
   * @param name unique in the cluster, see {@link JobName}
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static Builder named(String name) {
    return new Builder(JobName.check(name));
  }

  /**
   * Says what a job is, clause by clause; {@link #run} is the last. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final String name;
    private Schedule schedule = Schedule.none();
    private @Nullable Condition condition;
    private Placement placement = Placement.any();
    private MisfirePolicy misfire = MisfirePolicy.runOnceNow();
    private Duration deadline = JobDefinition.DEFAULT_DEADLINE;
    private Overlap overlap = Overlap.SKIP;
    private Recovery recovery = Recovery.AT_MOST_ONCE;
    private boolean anyPartition;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Fires by a schedule. Default: {@link Schedule#none()}.
     *
     * @param newSchedule when
     */
    public Builder schedule(Schedule newSchedule) {
      this.schedule = Objects.requireNonNull(newSchedule, "schedule");
      return this;
    }

    /**
     * Fires by a cron expression in Quartz's syntax.
     *
     * @param expression six or seven fields, seconds first
     * @param zone the time zone that it is read in
     * @throws IllegalArgumentException if the expression is malformed
     */
    public Builder cron(String expression, ZoneId zone) {
      return schedule(Schedule.cron(expression, zone));
    }

    /**
     * Fires at a fixed rate, beginning when the cluster first hears of the job.
     *
     * @param period at least 1 ms
     */
    public Builder every(Duration period) {
      return schedule(Schedule.every(period));
    }

    /**
     * Fires once.
     *
     * @param instant when
     */
    public Builder at(Instant instant) {
      return schedule(Schedule.at(instant));
    }

    /**
     * Starts when a condition on other jobs is met. Default: waits for nothing.
     *
     * @param newCondition after what
     */
    public Builder after(Condition newCondition) {
      this.condition = Objects.requireNonNull(newCondition, "condition");
      return this;
    }

    /**
     * Says where the job may run. Default: {@link Placement#any()}.
     *
     * @param newPlacement where
     */
    public Builder on(Placement newPlacement) {
      this.placement = Objects.requireNonNull(newPlacement, "placement");
      return this;
    }

    /**
     * Says what becomes of missed fire times. Default: {@link MisfirePolicy#runOnceNow()}.
     *
     * @param policy the policy
     */
    public Builder misfire(MisfirePolicy policy) {
      this.misfire = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Says how late a fire time may still be started as if on time. Default: 60 s.
     *
     * @param newDeadline 1 ms to 366 days
     */
    public Builder deadline(Duration newDeadline) {
      this.deadline = Objects.requireNonNull(newDeadline, "deadline");
      return this;
    }

    /**
     * Says what becomes of a fire time while an earlier run is still going. Default: {@link
     * Overlap#SKIP}.
     *
     * @param newOverlap the policy
     */
    public Builder overlap(Overlap newOverlap) {
      this.overlap = Objects.requireNonNull(newOverlap, "overlap");
      return this;
    }

    /**
     * Says what becomes of a run whose member is gone before it ended. Default: {@link
     * Recovery#AT_MOST_ONCE}.
     *
     * @param newRecovery the policy
     */
    public Builder recovery(Recovery newRecovery) {
      this.recovery = Objects.requireNonNull(newRecovery, "recovery");
      return this;
    }

    /**
     * Lets a job that is placed on one named member run there in any partition, without the votes
     * of others: nobody else may start it. By default it waits for a majority as all jobs do.
     */
    public Builder inAnyPartition() {
      this.anyPartition = true;
      return this;
    }

    /**
     * Ends the job with its code.
     *
     * @param code what runs
     * @return the job
     * @throws IllegalArgumentException if clauses contradict one another; the message names them
     */
    public Job run(JobCode code) {
      return new Job(
          new JobDefinition(
              name,
              schedule,
              condition,
              placement,
              misfire,
              deadline,
              overlap,
              recovery,
              anyPartition),
          code);
    }
  }
}
