package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.engine.Inspector;
import io.clockwork.internal.simulation.Diary.End;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the judge goes by: what the jobs recorded, and all that any node ever knew of a run. */
final class Evidence {
  /** Late enough for anybody: a crash is noticed within 3 s, a handover takes less than 5. */
  static final Duration LATEST = Duration.ofSeconds(20);

  private static final Comparator<Run> PROGRESS =
      Comparator.comparingInt(Run::attempt).thenComparing(Run::state);

  final History history;
  final List<String> faults = new ArrayList<>();

  /** Every run that some node ever knew of, as far as anybody knew it. */
  final Map<RunId, Run> known = new HashMap<>();

  /** Runs that somebody took for lost once, even if the truth was heard later. */
  final Map<RunId, Event.RunLost> lost = new HashMap<>();

  final Map<RunId, Start> starts = new HashMap<>();
  final Map<RunId, End> ends = new HashMap<>();
  private final Map<NodeId, SimNode> nodes = new HashMap<>();
  private final Set<NodeId> gone = new HashSet<>();
  private final Inspector end;

  /** Collects it, when the history is over. */
  Evidence(History history) {
    this.history = history;
    for (SimNode node : history.everybody) {
      nodes.put(node.self().id(), node);
      if (!node.up() || node.leaving()) {
        gone.add(node.self().id());
      }
      for (Event event : node.events) {
        if (event instanceof Event.RunEvent run) {
          know(run.run());
        }
        if (event instanceof Event.RunLost each) {
          lost.putIfAbsent(each.run().id(), each);
        }
      }
      node.engine().inspector(node.now()).runs().forEach(this::know);
    }
    history.diary.starts.forEach(start -> starts.putIfAbsent(start.run(), start));
    history.diary.ends.forEach(each -> ends.putIfAbsent(each.run(), each));
    SimNode youngest =
        history.up().stream()
            .filter(each -> each.self().isMember())
            .max(Comparator.comparing(each -> each.self().id()))
            .orElseThrow();
    this.end = youngest.engine().inspector(youngest.now());
  }

  private void know(Run run) {
    known.merge(run.id(), run, (a, b) -> PROGRESS.compare(a, b) >= 0 ? a : b);
  }

  void fault(String text) {
    faults.add(text);
  }

  SimNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  /** Returns whether a node crashed, or left or was about to. */
  boolean gone(NodeId id) {
    return gone.contains(id);
  }

  /** Returns what the youngest member knows at the end. */
  Inspector end() {
    return end;
  }

  /** Returns a run as the cluster knows it at the end, or as it was when it was forgotten. */
  Optional<Run> run(RunId id) {
    return end.run(id).or(() -> Optional.ofNullable(known.get(id)).filter(this::isForgettable));
  }

  private boolean isForgettable(Run run) {
    return run.state().isFinal() && history.historyLimit < 10_000;
  }

  /**
   * Returns a run as it ended: it can be lost to the ledgers and yet have ended, with only its own
   * member knowing, which started another run because of it and then crashed.
   */
  Run asItEnded(Run run) {
    End truth = ends.get(run.id());
    if (run.state() != RunState.LOST || truth == null) {
      return run;
    }
    return new Run(
        run.id(),
        run.cause(),
        truth.success() ? RunState.SUCCEEDED : RunState.FAILED,
        run.attempt(),
        0,
        run.owner(),
        run.at(),
        run.startedAt(),
        run.endedAt(),
        run.reason(),
        null,
        null,
        run.parameters());
  }

  /** Returns whether something that happened then must be known everywhere by the end. */
  boolean old(Instant at) {
    return at.isBefore(history.removed.minus(LATEST));
  }
}
