package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.simulation.Diary.End;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the judge of a history with named voters goes by. */
final class SplitEvidence {
  /** How far the clocks of those may be from the true time whose clocks are right. */
  static final Duration SKEW = Duration.ofMillis(110);

  /** A start and what identifies its end. */
  private record Call(RunId run, int attempt, NodeId on) {}

  final SplitHistory history;
  final List<String> faults = new ArrayList<>();

  /** The starts of each run, in the order of true time. */
  final Map<RunId, List<Start>> starts = new LinkedHashMap<>();

  /** What the members know in the end. */
  final Map<RunId, Run> ledger = new HashMap<>();

  /** All that anybody told or knew, also those that are gone. */
  final Map<RunId, List<Run>> told = new HashMap<>();

  /** Runs that somebody took for lost once. */
  final Set<RunId> lost = new HashSet<>();

  private final Map<Call, End> ends = new HashMap<>();
  private final Map<NodeId, SimNode> nodes = new HashMap<>();

  SplitEvidence(SplitHistory history) {
    this.history = history;
    for (SimNode node : history.everybody) {
      nodes.put(node.self().id(), node);
      for (Event event : node.events) {
        if (event instanceof Event.RunEvent run) {
          tell(run.run());
        }
      }
      for (Run run : node.engine().inspector(node.now()).runs()) {
        tell(run);
        if (node.up()) {
          ledger.merge(run.id(), run, (a, b) -> PROGRESS.compare(a, b) >= 0 ? a : b);
        }
      }
    }
    for (Start start : history.diary.starts) {
      starts.computeIfAbsent(start.run(), any -> new ArrayList<>()).add(start);
    }
    for (End end : history.diary.ends) {
      ends.put(new Call(end.run(), end.attempt(), end.on()), end);
    }
  }

  private static final Comparator<Run> PROGRESS =
      Comparator.comparingInt(Run::attempt)
          .thenComparing(run -> run.startedAt() != null)
          .thenComparing(Run::state);

  private void tell(Run run) {
    told.computeIfAbsent(run.id(), any -> new ArrayList<>(2)).add(run);
    if (run.state() == RunState.LOST) {
      lost.add(run.id());
    }
  }

  void fault(String text) {
    faults.add(text);
  }

  SimNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  /** Returns a job as it was first, which of most is how it stays. */
  JobDefinition definition(String job) {
    return Objects.requireNonNull(history.versions.get(job)).get(0).definition();
  }

  boolean touched(String job) {
    return history.touched.contains(job);
  }

  /** Returns whether somebody's clock was one that may be wrong. */
  boolean mayBeWrong(NodeId id) {
    return history.wrong.contains(id.name());
  }

  /**
   * Returns until when a call was going: its end, or its member's; for ever if neither is known.
   */
  Instant end(Start start) {
    End end = ends.get(new Call(start.run(), start.attempt(), start.on()));
    return end != null ? end.truly() : node(start.on()).died();
  }

  boolean ended(Start start) {
    return ends.containsKey(new Call(start.run(), start.attempt(), start.on()));
  }

  /** Returns whether a ledger may have forgotten what it knew. */
  boolean forgettable() {
    return history.historyLimit < 10_000;
  }
}
