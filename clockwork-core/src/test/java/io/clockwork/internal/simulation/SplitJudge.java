package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.simulation.Liveness.Share;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what went wrong in a history of a cluster with named voters. */
final class SplitJudge {
  /**
   * What a history came to.
   *
   * @param faults what went wrong
   * @param after10 what fell due 10 s and more after somebody could start it
   * @param after3 the same for 3 s
   */
  record Verdict(List<String> faults, Share after10, Share after3) {}

  private SplitJudge() {}

  /** Plays a history to its end. */
  static Verdict play(SplitHistory history) {
    history.run();
    SplitEvidence evidence = new SplitEvidence(history);
    new SplitStarts(evidence).check();
    new Tokens(evidence).check();
    new SplitTimes(evidence).check();
    history.ordered.forEach((id, results) -> orderKept(evidence, id, results));
    Liveness liveness = new Liveness(evidence);
    liveness.check();
    Share after10 = liveness.share(Liveness.DETECTION);
    Share after3 = liveness.share(Duration.ofSeconds(3));
    history.quiet();
    ledgersEqual(evidence);
    return new Verdict(evidence.faults, after10, after3);
  }

  private static void orderKept(SplitEvidence evidence, String id, List<OrderResult> results) {
    for (OrderResult result : results) {
      if (result instanceof OrderResult.Done done) {
        Run run = evidence.ledger.get(done.run());
        boolean started = evidence.starts.containsKey(done.run());
        boolean forgotten = evidence.forgettable() && evidence.told.containsKey(done.run());
        if (run == null && !started && !forgotten) {
          evidence.fault("acknowledged and forgotten: " + done);
        } else if (run != null
            && !started
            && run.state().isFinal()
            && run.state() != RunState.LOST) {
          evidence.fault("acknowledged and not started: " + done + ", " + run);
        }
      }
    }
    boolean refused =
        results.size() == evidence.history.given.getOrDefault(id, 0)
            && results.stream().allMatch(OrderResult.Refused.class::isInstance);
    boolean started =
        evidence.starts.keySet().stream()
            .anyMatch(run -> run.root().equals(new RootCause.ByOrder(id)));
    if (refused && started) {
      evidence.fault("refused and started: " + id + ", " + results);
    }
  }

  private static void ledgersEqual(SplitEvidence evidence) {
    List<SimNode> up = evidence.history.up();
    Map<String, List<NodeId>> prints = new HashMap<>();
    for (SimNode node : up) {
      prints
          .computeIfAbsent(node.engine().fingerprint(), any -> new ArrayList<>())
          .add(node.self().id());
      if (!node.engine().active()) {
        evidence.fault("still in a handover: " + node.self().id());
      }
    }
    if (up.size() != evidence.history.names.size()) {
      evidence.fault("not all are there: " + up.stream().map(node -> node.self().id()).toList());
    }
    if (prints.size() == 1) {
      return;
    }
    evidence.fault("ledgers differ: " + prints);
    Set<Slot> common = new HashSet<>(up.get(0).engine().facts());
    for (SimNode node : up) {
      common.retainAll(new HashSet<>(node.engine().facts()));
    }
    for (SimNode node : up) {
      Set<Slot> own = new HashSet<>(node.engine().facts());
      own.removeAll(common);
      evidence.fault(
          node.self().id()
              + " alone has "
              + own.stream().limit(4).toList()
              + ", having heard "
              + node.engine().digest());
    }
  }
}
