package io.clockwork.internal.simulation;

import io.clockwork.internal.engine.Options;
import io.clockwork.internal.simulation.Diary.End;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whether the jobs' code was called once, where and when it may be. */
final class StartChecks {
  static final String NOT_ITS_OWNER = "started by another than its owner, ";

  /** How far clocks may be apart, twice. */
  private static final Duration SKEW = Duration.ofMillis(400);

  /** The most that a news may need from one member to another. */
  private static final Duration NEWS = Duration.ofSeconds(6);

  private final Evidence evidence;
  private final History history;

  StartChecks(Evidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
  }

  void check() {
    once();
    whereAllowed();
    inTime();
    withoutOverlap();
    byItsOwner();
  }

  private JobDefinition definition(Start start) {
    return Objects.requireNonNull(history.jobs.get(start.run().job()));
  }

  private boolean touched(Start start) {
    return history.touched.contains(start.run().job());
  }

  private void once() {
    Map<RunId, Start> seen = new HashMap<>();
    for (Start start : history.diary.starts) {
      Start before = seen.putIfAbsent(start.run(), start);
      if (before != null) {
        evidence.fault("started twice: " + before + " and " + start);
      }
    }
  }

  private void whereAllowed() {
    for (Start start : history.diary.starts) {
      SimNode node = evidence.node(start.on());
      String job = start.run().job();
      if (!history.carried.getOrDefault(node.self().name(), Set.of()).contains(job)) {
        evidence.fault("started where its code is not: " + start);
      }
      boolean ordered = start.run().root() instanceof RootCause.ByOrder;
      if (!touched(start) && !ordered && !definition(start).placement().allows(node.self())) {
        evidence.fault("started where its placement does not allow it: " + start);
      }
      String suffix = start.run().member();
      if (suffix != null && !suffix.equals(node.self().name())) {
        evidence.fault("started another member's own run: " + start);
      }
    }
  }

  private void inTime() {
    for (Start start : history.diary.starts) {
      JobDefinition definition = definition(start);
      if (definition.condition() == null && start.run().root() instanceof RootCause.AtTime time) {
        Duration late = Duration.between(time.fireTime(), start.at());
        if (late.toMillis() < 0) {
          evidence.fault("early by " + late + ": " + start);
        }
        boolean anybody = definition.placement() instanceof Placement.AnyMember;
        boolean calm = time.fireTime().isAfter(history.calm);
        if (calm
            && anybody
            && late.toMillis() > 1_000
            && !waitsForWorkers(start)
            && !catchesUp(start, time.fireTime())) {
          evidence.fault("late by " + late + " though all was calm: " + start);
        }
        if (calm && !touched(start) && tooLate(definition, late) && !waitsForWorkers(start)) {
          evidence.fault("late by " + late + ", which its policy forbids: " + start);
        }
      }
    }
  }

  private static boolean tooLate(JobDefinition definition, Duration late) {
    return definition.misfire().kind() == MisfirePolicy.Kind.SKIP
        && late.compareTo(definition.deadline().plusSeconds(2)) > 0;
  }

  /** A member of few workers keeps what it won until one is free, and runs follow one another. */
  private boolean waitsForWorkers(Start start) {
    long before =
        history.diary.starts.stream()
            .filter(other -> other.on().equals(start.on()))
            .filter(
                other ->
                    other.at().isAfter(start.at().minusSeconds(9))
                        && !other.at().isAfter(start.at()))
            .count();
    return before > 2;
  }

  /** What was missed is settled in order, so a job that was behind starts what is due later. */
  private boolean catchesUp(Start start, Instant fireTime) {
    return history.diary.starts.stream()
        .anyMatch(
            other ->
                other.run().job().equals(start.run().job())
                    && Objects.equals(other.run().member(), start.run().member())
                    && other.run().root() instanceof RootCause.AtTime before
                    && before.fireTime().isBefore(fireTime)
                    && other.at().isAfter(fireTime)
                    && other.at().isBefore(start.at()));
  }

  /** When all is calm, nobody but a job's owner starts it at its fire times, unless it is busy. */
  private void byItsOwner() {
    Map<String, String> owners = new HashMap<>();
    evidence.end().jobs().forEach(job -> owners.put(job.name(), job.owner()));
    for (Start start : history.diary.starts) {
      String owner = owners.get(start.run().job());
      if (owner != null
          && start.at().isAfter(history.calm)
          && start.run().root() instanceof RootCause.AtTime time
          && time.fireTime().isAfter(history.calm)
          && !owner.equals(evidence.node(start.on()).self().name())
          && !isBusy(owner, start)) {
        evidence.fault(NOT_ITS_OWNER + owner + ": " + start);
      }
    }
  }

  /** Who has no worker free leaves what falls due to the others. */
  private boolean isBusy(String owner, Start start) {
    int going = 0;
    int workers = Integer.MAX_VALUE;
    for (Start other : history.diary.starts) {
      SimNode node = evidence.node(other.on());
      if (node.self().name().equals(owner)
          && other.truly().isBefore(start.truly())
          && end(other).plus(SKEW).isAfter(start.at().minus(Options.TAKEOVER))) {
        going++;
        workers = node.workers();
      }
    }
    return going >= workers;
  }

  /** Of a job that does not overlap, no fire time is started while one before it is going. */
  private void withoutOverlap() {
    Map<String, List<Start>> perJob = new HashMap<>();
    for (Start start : history.diary.starts) {
      JobDefinition definition = definition(start);
      if (definition.overlap() == Overlap.SKIP
          && definition.condition() == null
          && !touched(start)
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
      for (int j = Math.max(0, i - 8); j < i; j++) {
        Start before = starts.get(j);
        Duration margin = before.on().equals(next.on()) ? Duration.ZERO : NEWS;
        // A run whose member was taken for dead does not hold up the next.
        if (!evidence.lost.containsKey(before.run())
            && before.at().plus(margin).isBefore(next.at())
            && end(before).isAfter(next.at().plus(SKEW))) {
          evidence.fault("overlapping: " + before + " and " + next);
        }
      }
    }
  }

  private Instant end(Start start) {
    End end = evidence.ends.get(start.run());
    Instant died = evidence.node(start.on()).died();
    return end != null ? end.at() : died.isBefore(history.removed) ? died : history.removed;
  }
}
