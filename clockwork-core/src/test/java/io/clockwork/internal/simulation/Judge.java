package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what went wrong in a history, from what the jobs recorded and what the nodes knew and told.
 */
final class Judge {
  private Judge() {}

  /** Plays a history to its end and returns what is wrong with it. */
  static List<String> play(History history) {
    history.run();
    Evidence evidence = new Evidence(history);
    new StartChecks(evidence).check();
    new FireTimeChecks(evidence).check();
    new RunChecks(evidence).check();
    new ConditionChecks(evidence).check();
    new EventChecks(evidence).check();
    history.quiet();
    ledgersEqual(evidence);
    return evidence.faults;
  }

  private static void ledgersEqual(Evidence evidence) {
    List<SimNode> up = evidence.history.up();
    Map<String, List<NodeId>> prints = new HashMap<>();
    for (SimNode node : up) {
      prints
          .computeIfAbsent(node.engine().fingerprint(), any -> new ArrayList<>())
          .add(node.self().id());
      if (node.self().isMember() && !node.engine().active()) {
        evidence.fault("still in a handover: " + node.self().id());
      }
    }
    if (prints.size() == 1) {
      return;
    }
    evidence.fault("ledgers differ: " + prints);
    Set<Slot> common = new HashSet<>(up.get(0).engine().facts());
    for (SimNode node : up) {
      common.retainAll(node.engine().facts());
    }
    for (SimNode node : up) {
      Set<Slot> own = new HashSet<>(node.engine().facts());
      own.removeAll(common);
      evidence.fault(
          node.self().id() + " alone has " + own + ", having heard " + node.engine().digest());
    }
  }
}
