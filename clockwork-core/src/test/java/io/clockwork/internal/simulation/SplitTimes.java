package io.clockwork.internal.simulation;

import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether every fire time was run or is accounted for, truly. */
final class SplitTimes {
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration LATEST = Duration.ofSeconds(100);

  private final SplitEvidence evidence;
  private final SplitHistory history;

  SplitTimes(SplitEvidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
  }

  void check() {
    history.beats.forEach(
        (job, beat) -> {
          JobDefinition definition = evidence.definition(job);
          if (!evidence.touched(job)
              && !(definition.placement() instanceof Placement.EveryMember)
              && carried(definition)) {
            accountedFor(job, beat, since(definition));
          }
        });
    evidence.ledger.values().forEach(this::isTrue);
    lastAttempts();
  }

  private boolean carried(JobDefinition definition) {
    return history.names.stream()
        .anyMatch(
            name ->
                history.carried.getOrDefault(name, Set.of()).contains(definition.name())
                    && (!(definition.placement() instanceof Placement.NamedMember named)
                        || named.member().equals(name)));
  }

  /**
   * Who came back alone without its memory does not know what a job that needs nobody's vote has
   * missed, nor since when it is due.
   */
  private Instant since(JobDefinition definition) {
    Instant since = history.begin.plus(WARM_UP);
    if (definition.anyPartition()
        && definition.placement() instanceof Placement.NamedMember named) {
      for (SimNode node : history.everybody) {
        // By its own clock, which was ahead perhaps.
        Instant born = node.born.plus(WARM_UP).plus(node.farthestAhead());
        if (node.self().name().equals(named.member()) && born.isAfter(since)) {
          since = born;
        }
      }
    }
    return since;
  }

  private void accountedFor(String job, Beat beat, Instant since) {
    Instant uncounted = uncountedUntil(job);
    Instant last = history.end.minus(LATEST);
    Instant fire = beat.after(since);
    while (fire.isBefore(last)) {
      RunId id = new RunId(job, new RootCause.AtTime(fire), null);
      boolean forgotten = evidence.forgettable() && evidence.told.containsKey(id);
      if (!evidence.starts.containsKey(id)
          && !evidence.ledger.containsKey(id)
          && !forgotten
          && fire.isAfter(uncounted)) {
        evidence.fault("fire time lost: " + id);
      }
      fire = beat.after(fire);
    }
  }

  /** Returns the latest fire time whose record says that older ones are not listed. */
  private Instant uncountedUntil(String job) {
    return evidence.told.entrySet().stream()
        .filter(each -> each.getKey().job().equals(job))
        .flatMap(each -> each.getValue().stream())
        .filter(run -> String.valueOf(run.reason()).contains("not listed"))
        .map(run -> run.id().root() instanceof RootCause.AtTime at ? at.fireTime() : Instant.MIN)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /** Without journals that is all that can be said of a run when most voters have forgotten. */
  private boolean isUnknown(@Nullable Run run) {
    return run != null
        && !history.remember()
        && String.valueOf(run.reason()).contains("cannot know whether");
  }

  private void isTrue(Run run) {
    boolean not = run.state() == RunState.MISSED || run.state() == RunState.SKIPPED;
    List<Start> starts = evidence.starts.getOrDefault(run.id(), List.of());
    boolean forgot =
        evidence.definition(run.job()).anyPartition()
            && starts.stream().noneMatch(start -> start.on().equals(run.owner()));
    if (not && run.attempt() <= 1 && !starts.isEmpty() && !forgot && !isUnknown(run)) {
      evidence.fault("recorded as " + run + " and yet ran: " + starts);
    }
    if (not && run.reason() == null) {
      evidence.fault("no reason: " + run);
    }
    if (run.state() == RunState.SKIPPED
        && evidence.definition(run.job()).overlap() == Overlap.ALLOW
        && String.valueOf(run.reason()).contains("running")) {
      evidence.fault("skipped though it may overlap: " + run);
    }
    Instant fire = run.fireTime();
    if (run.state() == RunState.MISSED
        && fire != null
        && !evidence.touched(run.job())
        && !evidence.mayBeWrong(run.owner())
        // Most voters lost their memory since: nobody can ever be allowed to start it.
        && !String.valueOf(run.reason()).contains("cannot know whether it was started")) {
      Instant until = run.endedAt() == null ? run.at() : run.endedAt();
      Duration deadline = evidence.definition(run.job()).deadline();
      Duration late = Duration.between(fire, until);
      if (late.compareTo(deadline.minusMillis(1_500)) < 0) {
        evidence.fault("taken for missed though only " + late + " late: " + run);
      }
    }
  }

  /** A job that is to run at least once has its last attempt ended, as far as it was started. */
  private void lastAttempts() {
    Set<RunId> ended = new HashSet<>();
    for (Diary.End end : history.diary.ends) {
      ended.add(end.run());
    }
    for (Map.Entry<RunId, List<Start>> each : evidence.starts.entrySet()) {
      JobDefinition definition = evidence.definition(each.getKey().job());
      List<Start> starts = each.getValue();
      boolean old = starts.get(starts.size() - 1).truly().isBefore(history.end.minus(LATEST));
      if (definition.recovery() == Recovery.AT_LEAST_ONCE
          && old
          && !evidence.touched(definition.name())
          && each.getKey().member() == null
          && !definition.anyPartition()
          && carried(definition)
          && !isUnknown(evidence.ledger.get(each.getKey()))
          && !ended.contains(each.getKey())) {
        evidence.fault(
            "no attempt ended: " + starts + ", known as " + evidence.ledger.get(each.getKey()));
      }
    }
  }
}
