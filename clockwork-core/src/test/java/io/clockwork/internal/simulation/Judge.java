package io.clockwork.internal.simulation;

import io.clockwork.client.JobStatus;
import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.engine.Inspector;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.Cause;
import io.clockwork.job.Event;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds what went wrong in a history, from what the jobs recorded and what the ledgers say at its
 * end.
 */
final class Judge {
  /** Late enough for anybody: a crash is noticed within 3 s, a handover takes less than 5. */
  private static final Duration LATEST = Duration.ofSeconds(20);

  private final History history;
  private final List<String> faults = new ArrayList<>();

  /** Runs that somebody took for lost once, even if the truth was heard later. */
  private final Set<RunId> lost = new HashSet<>();

  private Judge(History history) {
    this.history = history;
  }

  /** Plays a history to its end and returns what is wrong with it. */
  static List<String> play(History history) {
    Judge judge = new Judge(history);
    history.run();
    judge.startsOnce();
    judge.startsWhereAllowed();
    judge.nothingEarlyOrLate();
    judge.nothingLost();
    judge.noRunForgottenOrLostWithoutCause();
    judge.conditionsAnswered();
    judge.ordersKept();
    history.quiet();
    judge.ledgersEqual();
    return judge.faults;
  }

  private void fault(String text) {
    faults.add(text);
  }

  private void startsOnce() {
    Map<RunId, Start> seen = new HashMap<>();
    for (Start start : history.diary.starts) {
      Start before = seen.putIfAbsent(start.run(), start);
      if (before != null) {
        fault("started twice: " + before + " and " + start);
      }
    }
  }

  private void startsWhereAllowed() {
    Map<NodeId, SimNode> nodes = new HashMap<>();
    history.everybody.forEach(node -> nodes.put(node.self().id(), node));
    for (Start start : history.diary.starts) {
      SimNode node = Objects.requireNonNull(nodes.get(start.on()));
      String job = start.run().job();
      JobDefinition definition = Objects.requireNonNull(history.jobs.get(job));
      if (!history.carried.getOrDefault(node.self().name(), Set.of()).contains(job)) {
        fault("started where its code is not: " + start);
      }
      boolean ordered = start.run().root() instanceof RootCause.ByOrder;
      if (!history.touched.contains(job)
          && !ordered
          && !definition.placement().allows(node.self())) {
        fault("started where its placement does not allow it: " + start);
      }
      String suffix = start.run().member();
      if (suffix != null && !suffix.equals(node.self().name())) {
        fault("started another member's own run: " + start);
      }
    }
  }

  private void nothingEarlyOrLate() {
    for (Start start : history.diary.starts) {
      JobDefinition definition = Objects.requireNonNull(history.jobs.get(start.run().job()));
      if (definition.condition() == null && start.run().root() instanceof RootCause.AtTime time) {
        Duration late = Duration.between(time.fireTime(), start.at());
        if (late.toMillis() < 0) {
          fault("early by " + late + ": " + start);
        }
        boolean anybody = definition.placement() instanceof Placement.AnyMember;
        boolean calm = time.fireTime().isAfter(history.calm);
        if (calm && anybody && late.toMillis() > 1_000 && !waitsForWorkers(start)) {
          fault("late by " + late + " though all was calm: " + start);
        }
      }
    }
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

  /** Every run that some node ever knew of, as it knew it last. */
  private Map<RunId, Run> known() {
    Map<RunId, Run> known = new HashMap<>();
    for (SimNode node : history.everybody) {
      for (Event event : node.events) {
        if (event instanceof Event.RunEvent run) {
          known.merge(
              run.run().id(), run.run(), (a, b) -> a.state().compareTo(b.state()) > 0 ? a : b);
        }
      }
    }
    return known;
  }

  private Inspector end() {
    SimNode node =
        history.up().stream()
            .filter(each -> each.self().isMember())
            .max(Comparator.comparing(each -> each.self().id()))
            .orElseThrow();
    return node.engine().inspector(node.now());
  }

  private void nothingLost() {
    Map<RunId, Run> known = known();
    Set<RunId> started = new HashSet<>();
    history.diary.starts.forEach(start -> started.add(start.run()));
    for (JobStatus status : end().jobs()) {
      JobDefinition definition = status.definition();
      Instant anchor = anchor(status.name());
      boolean cronOrOnce =
          definition.schedule() instanceof Schedule.Cron
              || definition.schedule() instanceof Schedule.Once
              || definition.schedule() instanceof Schedule.FixedRate;
      if (!cronOrOnce
          || status.owner() == null
          || definition.placement() instanceof Placement.EveryMember) {
        continue;
      }
      // An owner that has not heard of a change yet goes on by the definition that it knows.
      Instant after =
          history.touched.contains(status.name()) ? anchor.plusSeconds(10) : anchor.minusMillis(1);
      Instant until = checkedUntil(definition, known);
      while (true) {
        Instant fire = FireTimes.next(definition.schedule(), anchor, after).orElse(null);
        if (fire == null || fire.isAfter(until)) {
          break;
        }
        RunId id = new RunId(status.name(), new RootCause.AtTime(fire), null);
        if (!started.contains(id) && !known.containsKey(id)) {
          fault("fire time lost: " + id);
        }
        after = fire;
      }
    }
  }

  /**
   * Left-over fire times of a job that does not overlap follow one another, so it may be behind.
   */
  private Instant checkedUntil(JobDefinition definition, Map<RunId, Run> known) {
    Instant until = history.removed.minus(LATEST);
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
    return known.values().stream()
        .filter(run -> run.job().equals(definition.name()))
        .map(Run::fireTime)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .filter(last -> last.isBefore(until))
        .orElse(until);
  }

  private Instant anchor(String job) {
    return end().anchor(job);
  }

  private void noRunForgottenOrLostWithoutCause() {
    Set<NodeId> gone = new HashSet<>();
    for (SimNode node : history.everybody) {
      if (!node.up() || node.leaving()) {
        gone.add(node.self().id());
      }
    }
    Inspector end = end();
    for (Run run : end.runs()) {
      if (run.state() == RunState.LOST && !gone.contains(run.owner())) {
        fault("lost though its member is there: " + run);
      }
      if (!run.state().isFinal()
          && run.at().isBefore(history.removed.minus(LATEST))
          && gone.contains(run.owner())) {
        fault("its member is gone and nobody noticed: " + run);
      }
    }
    for (Diary.End ended : history.diary.ends) {
      Run run = end.run(ended.run()).orElse(null);
      boolean told = ended.at().isBefore(history.removed.minus(LATEST));
      if (told && !gone.contains(ended.on())) {
        RunState expected = ended.success() ? RunState.SUCCEEDED : RunState.FAILED;
        if (run == null || run.state() != expected) {
          fault("ended as " + expected + " and is known as " + run + ": " + ended);
        }
      }
    }
  }

  private void conditionsAnswered() {
    for (SimNode node : history.everybody) {
      for (Event event : node.events) {
        if (event instanceof Event.RunLost gone) {
          lost.add(gone.run().id());
        }
      }
    }
    Inspector end = end();
    Map<RootCause, List<Run>> byRoot = new HashMap<>();
    end.runs()
        .forEach(run -> byRoot.computeIfAbsent(run.id().root(), r -> new ArrayList<>()).add(run));
    for (JobStatus status : end.jobs()) {
      JobDefinition definition = status.definition();
      if (definition.condition() == null
          || definition.placement() instanceof Placement.EveryMember
          || status.owner() == null) {
        continue;
      }
      byRoot.forEach((root, runs) -> answered(definition, root, runs));
    }
  }

  private void answered(JobDefinition definition, RootCause root, List<Run> ledger) {
    List<Run> runs = ledger.stream().map(this::asItEnded).toList();
    boolean heldOnce = Truths.holds(Objects.requireNonNull(definition.condition()), runs);
    boolean holds = Truths.holds(Objects.requireNonNull(definition.condition()), ledger);
    List<Run> answers = ledger.stream().filter(run -> run.job().equals(definition.name())).toList();
    boolean direct = answers.stream().anyMatch(run -> run.cause() instanceof Cause.Ordered);
    Instant since =
        runs.stream()
            .filter(run -> definition.condition().jobs().contains(run.job()))
            .filter(run -> run.state().isEnded())
            .map(run -> Objects.requireNonNull(run.endedAt()))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    Instant anchor = anchor(definition.name());
    boolean due = since.isAfter(anchor) && since.isBefore(history.removed.minus(LATEST));
    if (holds && due && answers.isEmpty()) {
      fault("condition met and not answered: " + definition.name() + root + " by " + runs);
    }
    boolean lostOnce = ledger.stream().anyMatch(run -> lost.contains(run.id()));
    if (!holds && !heldOnce && !lostOnce && !answers.isEmpty() && !direct) {
      fault("answered without its condition: " + answers + " by " + runs);
    }
  }

  /**
   * A run can be lost to the ledgers and yet have ended, with only its own member knowing, which
   * started another run because of it and then crashed.
   */
  private Run asItEnded(Run run) {
    if (run.state() != RunState.LOST) {
      return run;
    }
    for (Diary.End end : history.diary.ends) {
      if (end.run().equals(run.id())) {
        return new Run(
            run.id(),
            run.cause(),
            end.success() ? RunState.SUCCEEDED : RunState.FAILED,
            run.attempt(),
            run.owner(),
            run.at(),
            run.startedAt(),
            run.endedAt(),
            run.reason(),
            null,
            null,
            run.parameters());
      }
    }
    return run;
  }

  private void ordersKept() {
    Inspector end = end();
    history.ordered.forEach(
        (id, result) -> {
          List<Start> starts =
              history.diary.starts.stream()
                  .filter(
                      start ->
                          start.run().root() instanceof RootCause.ByOrder order
                              && order.orderId().equals(id))
                  .toList();
          if (result instanceof OrderResult.Done done) {
            boolean started = starts.stream().anyMatch(start -> start.run().equals(done.run()));
            Run run = end.run(done.run()).orElse(null);
            if (run == null) {
              fault("acknowledged and forgotten: " + done);
            } else if (!started && run.state() != RunState.LOST && run.state().isFinal()) {
              fault("acknowledged and not started: " + done + ", " + run);
            }
          }
        });
  }

  private void ledgersEqual() {
    Map<String, List<NodeId>> prints = new HashMap<>();
    for (SimNode node : history.up()) {
      prints
          .computeIfAbsent(node.engine().fingerprint(), any -> new ArrayList<>())
          .add(node.self().id());
    }
    if (prints.size() != 1) {
      fault("ledgers differ: " + prints);
      Set<Slot> common = new HashSet<>(history.up().get(0).engine().facts());
      for (SimNode node : history.up()) {
        common.retainAll(node.engine().facts());
      }
      for (SimNode node : history.up()) {
        Set<Slot> own = new HashSet<>(node.engine().facts());
        own.removeAll(common);
        fault(node.self().id() + " alone has " + own + ", having heard " + node.engine().digest());
      }
    }
    for (SimNode node : history.up()) {
      if (node.self().isMember() && !node.engine().active()) {
        fault("still in a handover: " + node.self().id());
      }
    }
  }
}
