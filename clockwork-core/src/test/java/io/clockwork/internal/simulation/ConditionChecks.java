package io.clockwork.internal.simulation;

import io.clockwork.client.JobStatus;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether every root cause that meets a condition has its answer, and no other has. */
final class ConditionChecks {
  /** Kept runs below which the causes of a condition may be forgotten before it is answered. */
  private static final int FORGETFUL = 100;

  private final Evidence evidence;
  private final History history;

  ConditionChecks(Evidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
  }

  void check() {
    Map<RootCause, List<Run>> byRoot = new HashMap<>();
    for (Run run : evidence.known.values()) {
      Run last = evidence.run(run.id()).orElse(run);
      byRoot.computeIfAbsent(run.id().root(), any -> new ArrayList<>()).add(last);
    }
    for (JobStatus status : evidence.end().jobs()) {
      JobDefinition definition = status.definition();
      if (definition.condition() != null
          && !(definition.placement() instanceof Placement.EveryMember)
          && status.owner() != null) {
        byRoot.forEach((root, runs) -> answered(definition, root, runs));
      }
    }
  }

  private void answered(JobDefinition definition, RootCause root, List<Run> ledger) {
    Condition condition = Objects.requireNonNull(definition.condition());
    List<Run> runs = ledger.stream().map(evidence::asItEnded).toList();
    boolean heldOnce = Truths.holds(condition, runs);
    boolean holds = Truths.holds(condition, ledger);
    List<Run> answers = ledger.stream().filter(run -> run.job().equals(definition.name())).toList();
    boolean direct = answers.stream().anyMatch(run -> run.cause() instanceof Cause.Ordered);
    Instant since =
        runs.stream()
            .filter(run -> condition.jobs().contains(run.job()))
            .filter(run -> run.state().isEnded())
            .map(run -> Objects.requireNonNull(run.endedAt()))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    Instant anchor = evidence.end().anchor(definition.name());
    boolean due = since.isAfter(anchor) && evidence.old(since);
    if (holds && due && answers.isEmpty() && history.historyLimit >= FORGETFUL) {
      evidence.fault("condition met and not answered: " + definition.name() + root + " by " + runs);
    }
    boolean lostOnce = ledger.stream().anyMatch(run -> evidence.lost.containsKey(run.id()));
    if (!holds && !heldOnce && !lostOnce && !answers.isEmpty() && !direct) {
      evidence.fault("answered without its condition: " + answers + " by " + runs);
    }
  }
}
