package io.clockwork.internal.simulation;

import io.clockwork.client.JobStatus;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether every fire time was run or is accounted for. */
final class FireTimeChecks {
  private final Evidence evidence;
  private final History history;

  FireTimeChecks(Evidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
  }

  void check() {
    for (JobStatus status : evidence.end().jobs()) {
      Schedule schedule = status.definition().schedule();
      boolean counted =
          schedule instanceof Schedule.Cron
              || schedule instanceof Schedule.Once
              || schedule instanceof Schedule.FixedRate;
      boolean every = status.definition().placement() instanceof Placement.EveryMember;
      if (counted && !every && status.owner() != null) {
        allAccountedFor(status);
      } else if (counted && every) {
        history.members.values().forEach(node -> allOwn(status, node));
      } else if (schedule instanceof Schedule.FixedDelay && !every && status.owner() != null) {
        stillGoing(status.definition());
      }
    }
    missedForAReason();
  }

  private boolean touched(String job) {
    return history.touched.contains(job);
  }

  private void allAccountedFor(JobStatus status) {
    Instant anchor = evidence.end().anchor(status.name());
    // An owner that has not heard of a change yet goes on by the definition that it knows.
    Instant after = touched(status.name()) ? anchor.plusSeconds(10) : anchor.minusMillis(1);
    accountedFor(status.definition(), anchor, after, null);
  }

  /** Each member runs what is due for every member, once all is calm and everybody is there. */
  private void allOwn(JobStatus status, SimNode node) {
    String name = node.self().name();
    if (history.carried.getOrDefault(name, Set.of()).contains(status.name())
        && !touched(status.name())) {
      Instant anchor = evidence.end().anchor(status.name());
      Instant after = anchor.isAfter(history.calm) ? anchor : history.calm;
      accountedFor(status.definition(), anchor, after, name);
    }
  }

  private void accountedFor(
      JobDefinition definition, Instant anchor, Instant begin, @Nullable String member) {
    Instant until = checkedUntil(definition, member);
    Instant after = begin;
    while (true) {
      Instant fire = FireTimes.next(definition.schedule(), anchor, after).orElse(null);
      if (fire == null || fire.isAfter(until)) {
        return;
      }
      RunId id = new RunId(definition.name(), new RootCause.AtTime(fire), member);
      if (!evidence.starts.containsKey(id) && !evidence.known.containsKey(id)) {
        evidence.fault("fire time lost: " + id);
      }
      after = fire;
    }
  }

  /**
   * Left-over fire times of a job that does not overlap follow one another, so it may be behind.
   */
  private Instant checkedUntil(JobDefinition definition, @Nullable String member) {
    Instant until = history.removed.minus(Evidence.LATEST);
    boolean busy =
        definition.overlap() == Overlap.SKIP
            && history.diary.starts.stream()
                .anyMatch(
                    start ->
                        start.run().job().equals(definition.name())
                            && start.at().isAfter(history.removed.minusSeconds(10)));
    if (!busy) {
      return until;
    }
    return evidence.known.values().stream()
        .filter(run -> run.job().equals(definition.name()))
        .filter(run -> Objects.equals(run.id().member(), member))
        .map(Run::fireTime)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .filter(last -> last.isBefore(until))
        .orElse(until);
  }

  /** A delay is at most 3.5 s and a run 8 s, so there is a start within 20. */
  private void stillGoing(JobDefinition definition) {
    boolean going =
        history.diary.starts.stream()
            .anyMatch(
                start ->
                    start.run().job().equals(definition.name())
                        && start.at().isAfter(history.removed.minus(Evidence.LATEST)));
    Instant anchor = evidence.end().anchor(definition.name());
    if (!going && evidence.old(anchor)) {
      evidence.fault("came to a stop: " + definition);
    }
  }

  private void missedForAReason() {
    for (Run run : evidence.known.values()) {
      JobDefinition definition = Objects.requireNonNull(history.jobs.get(run.job()));
      Instant fire = run.fireTime();
      if (run.state() == RunState.MISSED && fire != null && !touched(run.job())) {
        // What waited for a worker was claimed in time, and given up later.
        Instant until = run.endedAt() == null ? run.at() : run.endedAt();
        Duration late = Duration.between(fire, until);
        if (late.compareTo(definition.deadline().minusMillis(400)) < 0) {
          evidence.fault("taken for missed though only " + late + " late: " + run);
        }
      }
      if (run.state() == RunState.SKIPPED && definition.overlap() == Overlap.ALLOW) {
        if (!touched(run.job())) {
          evidence.fault("skipped though it may overlap: " + run);
        }
      }
    }
  }
}
