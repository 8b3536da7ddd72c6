package io.clockwork.internal.simulation;

import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whether the jobs' code was called no more than once, where and when it may be. */
final class SplitStarts {
  /** Nobody votes on what is farther ahead by its own clock. */
  private static final Duration EARLY = Duration.ofSeconds(1).plus(SplitEvidence.SKEW);

  private final SplitEvidence evidence;

  SplitStarts(SplitEvidence evidence) {
    this.evidence = evidence;
  }

  void check() {
    evidence.starts.values().forEach(this::once);
    for (Start start : evidence.history.diary.starts) {
      where(start);
      if (start.run().root() instanceof RootCause.AtTime time
          && evidence.definition(start.run().job()).condition() == null) {
        when(start, time.fireTime());
      }
    }
    overlap();
  }

  private void once(List<Start> starts) {
    JobDefinition definition = evidence.definition(starts.get(0).run().job());
    Set<Object> seen = new HashSet<>();
    for (Start start : starts) {
      // Without votes, a member that lost its memory may run again what its former life has run.
      Object life = definition.anyPartition() ? start.on() : "";
      boolean again = definition.recovery() == Recovery.AT_LEAST_ONCE;
      if (!seen.add(List.of(life, again ? start.attempt() : 0))) {
        evidence.fault("started twice: " + starts);
      }
      if (!again && start.attempt() != 1) {
        evidence.fault("attempted again, against its policy: " + starts);
      }
    }
  }

  private void where(Start start) {
    String name = start.on().name();
    String job = start.run().job();
    if (!evidence.history.carried.getOrDefault(name, Set.of()).contains(job)) {
      evidence.fault("started where its code is not: " + start);
    }
    boolean ordered = start.run().root() instanceof RootCause.ByOrder;
    if (!ordered
        && evidence.definition(job).placement() instanceof Placement.NamedMember named
        && !named.member().equals(name)) {
      evidence.fault("started where its placement does not allow it: " + start);
    }
    String suffix = start.run().member();
    if (suffix != null && !suffix.equals(name)) {
      evidence.fault("started another member's own run: " + start);
    }
  }

  private void when(Start start, Instant fire) {
    List<SplitDice.Rolled> versions =
        Objects.requireNonNull(evidence.history.versions.get(start.run().job()));
    boolean known =
        versions.stream().allMatch(each -> each.beat() != null)
            && versions.stream().noneMatch(each -> Objects.requireNonNull(each.beat()).has(fire));
    if (known) {
      evidence.fault("phantom: " + start);
    }
    Duration ahead = evidence.node(start.on()).farthestAhead();
    Duration late = Duration.between(fire, start.truly());
    JobDefinition definition = evidence.definition(start.run().job());
    // Without votes its own clock alone says what is due.
    Duration own = definition.anyPartition() ? ahead : Duration.ZERO;
    if (late.plus(EARLY).plus(own).isNegative()) {
      evidence.fault("early by " + late.negated() + ": " + start);
    }
    Duration behind = evidence.node(start.on()).farthestBehind();
    if (!evidence.touched(start.run().job())
        && start.attempt() == 1
        && definition.misfire().kind() == MisfirePolicy.Kind.SKIP
        // A delay counts from the run before, and what follows that is never given up.
        && !(definition.schedule() instanceof Schedule.FixedDelay)
        && late.compareTo(definition.deadline().plus(SplitEvidence.SKEW).plus(behind)) > 0) {
      evidence.fault("late by " + late + ", which its policy forbids: " + start);
    }
  }

  /** Of a job that does not overlap no fire time is started while one before it is going. */
  private void overlap() {
    Map<String, List<Start>> perJob = new HashMap<>();
    for (Start start : evidence.history.diary.starts) {
      JobDefinition definition = evidence.definition(start.run().job());
      if (definition.overlap() == Overlap.SKIP
          && definition.condition() == null
          // Not settled one after the other, so two members may each go on from what they know.
          && !(definition.schedule() instanceof Schedule.FixedDelay)
          // Whoever defines or changes a job at the same time may each begin it.
          && !evidence.touched(start.run().job())
          && start.run().root() instanceof RootCause.AtTime) {
        String key = start.run().job() + "/" + start.run().member();
        perJob.computeIfAbsent(key, any -> new ArrayList<>()).add(start);
      }
    }
    perJob.values().forEach(this::oneAfterTheOther);
  }

  private void oneAfterTheOther(List<Start> starts) {
    for (int i = 1; i < starts.size(); i++) {
      Start next = starts.get(i);
      for (int j = Math.max(0, i - 5); j < i; j++) {
        Start before = starts.get(j);
        // Nobody can end the code of one that is cut off; but given up, it is not begun any more.
        boolean givenUp =
            evidence.lost.contains(before.run())
                || Objects.requireNonNull(evidence.starts.get(before.run())).stream()
                    .anyMatch(other -> other.attempt() > before.attempt());
        boolean other = !before.run().equals(next.run());
        // A life that lost its memory does not know what its former life is doing; nor need it.
        boolean forgotten =
            evidence.definition(next.run().job()).anyPartition() && !before.on().equals(next.on());
        if (other && !givenUp && !forgotten && evidence.end(before).isAfter(next.truly())) {
          evidence.fault("overlapping: " + before + " and " + next);
        }
      }
    }
  }
}
