package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.internal.simulation.Diary.End;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether what is known of runs and orders is true. */
final class RunChecks {
  private final Evidence evidence;
  private final History history;

  RunChecks(Evidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
  }

  void check() {
    lostForAReason();
    noticed();
    endsKnown();
    history.ordered.forEach(this::orderKept);
  }

  /** Only a run whose member is gone is lost, or one in doubt that nobody has started. */
  private void lostForAReason() {
    evidence.lost.forEach(
        (id, event) -> {
          SimNode owner = evidence.node(event.run().owner());
          Instant died = owner.died();
          boolean there =
              !owner.leaving() && !owner.wasAway() && died.isAfter(event.at().plusMillis(300));
          Start start = evidence.starts.get(id);
          if (there && start != null && start.on().equals(event.run().owner())) {
            evidence.fault("lost though its member is there: " + event);
          }
        });
    for (Run run : evidence.end().runs()) {
      String reason = String.valueOf(run.reason());
      if (run.state() == RunState.LOST
          && !evidence.gone(run.owner())
          && !evidence.node(run.owner()).wasAway()
          && !reason.contains("which is not known")
          && (evidence.starts.containsKey(run.id()) || !reason.contains("not started"))) {
        evidence.fault("lost though its member is there: " + run);
      }
    }
  }

  private void noticed() {
    for (Run run : evidence.end().runs()) {
      if (!run.state().isFinal() && evidence.old(run.at()) && evidence.gone(run.owner())) {
        evidence.fault("its member is gone and nobody noticed: " + run);
      }
      boolean called = evidence.starts.containsKey(run.id());
      if (run.state() == RunState.CLAIMED && evidence.old(run.at()) && !called) {
        evidence.fault("claimed and never started: " + run);
      }
    }
  }

  private void endsKnown() {
    for (End ended : history.diary.ends) {
      if (evidence.old(ended.at()) && !evidence.gone(ended.on())) {
        Run run = evidence.run(ended.run()).orElse(null);
        RunState expected = ended.success() ? RunState.SUCCEEDED : RunState.FAILED;
        if (run == null || run.state() != expected) {
          evidence.fault("ended as " + expected + " and is known as " + run + ": " + ended);
        }
      }
    }
  }

  private void orderKept(String id, List<OrderResult> results) {
    Set<RootCause> started = new HashSet<>();
    evidence.starts.keySet().forEach(run -> started.add(run.root()));
    for (OrderResult result : results) {
      if (result instanceof OrderResult.Done done) {
        Run run = evidence.run(done.run()).orElse(null);
        if (run == null) {
          evidence.fault("acknowledged and forgotten: " + done);
        } else if (!evidence.starts.containsKey(done.run())
            && run.state() != RunState.LOST
            && run.state().isFinal()) {
          evidence.fault("acknowledged and not started: " + done + ", " + run);
        }
      }
    }
    boolean refused =
        results.size() == history.given.getOrDefault(id, 0)
            && results.stream().allMatch(OrderResult.Refused.class::isInstance);
    if (refused && started.contains(new RootCause.ByOrder(id))) {
      evidence.fault("refused and started: " + id + ", " + results);
    }
  }
}
