package io.clockwork.job;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster knows of a job: everything but its code. Immutable.
 *
 * @param name the job's name, see {@link JobName}
 * @param schedule when it fires by time; {@link Schedule#none()} if never
 * @param condition after what it starts; null if it waits for nothing. A job has a schedule or a
 *     condition, or neither, but not both
 * @param placement where it may run
 * @param misfire what becomes of fire times that nobody could start in time
 * @param deadline how late a fire time may still be started as if on time; 1 ms to 366 days
 * @param overlap what becomes of a fire time while an earlier run is still going
 * @param recovery what becomes of a run whose member is gone
 * @param anyPartition whether a job that is bound to one named member runs there even while that
 *     member is cut off from the majority; false for all others
 * @since 0.1
 */
public record JobDefinition(
    String name,
    Schedule schedule,
    @Nullable Condition condition,
    Placement placement,
    MisfirePolicy misfire,
    Duration deadline,
    Overlap overlap,
    Recovery recovery,
    boolean anyPartition) {

  /** The default deadline: 60 seconds. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

  private static final Placement ANYWHERE = Placement.any();
  private static final MisfirePolicy NEWEST_NOW = MisfirePolicy.runOnceNow();
  private static final Duration MAX_DEADLINE = Duration.ofDays(366);

  /**
   * Checks the values that need nothing but themselves.
   *
   * @throws IllegalArgumentException naming the job and the setting that is wrong
   */
  public JobDefinition {
    JobName.check(name);
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(placement, "placement");
    Objects.requireNonNull(misfire, "misfire");
    Objects.requireNonNull(overlap, "overlap");
    Objects.requireNonNull(recovery, "recovery");
    if (anyPartition && !(placement instanceof Placement.NamedMember)) {
      throw new IllegalArgumentException(
          "job "
              + name
              + " is to run in any partition, but is placed on "
              + placement
              + "; only a job on one named member can, as others could start it on both sides");
    }
    if (condition != null && !(schedule instanceof Schedule.None)) {
      throw new IllegalArgumentException(
          "job "
              + name
              + " has both a schedule and a condition; give it one of them, and make a second job for"
              + " the other");
    }
    if (deadline.toMillis() < 1 || deadline.compareTo(MAX_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "job " + name + ": deadline " + deadline + " is not allowed; use 1 ms to 366 days");
    }
    // There are many definitions, and most of them say the same.
    placement = placement.equals(ANYWHERE) ? ANYWHERE : placement;
    misfire = misfire.equals(NEWEST_NOW) ? NEWEST_NOW : misfire;
    deadline = deadline.equals(DEFAULT_DEADLINE) ? DEFAULT_DEADLINE : deadline;
  }
}
