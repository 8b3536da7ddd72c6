package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which order voters are asked. A majority is enough to win: so only as many are asked at first,
 * which are the next ones in the electorate's order, so that each has its share; the others if it
 * turns out that they are needed. Those that did not answer the last time come last.
 */
final class Canvass {
  private final Context context;
  private final Set<NodeId> silent = new HashSet<>();

  Canvass(Context context) {
    this.context = context;
  }

  /** Returns the voters but this member; of those that share a vote all but one come last. */
  List<NodeId> order(Electorate electorate, List<NodeId> voters) {
    int me = voters.indexOf(context.me());
    List<NodeId> quick = new ArrayList<>(voters.size());
    List<NodeId> slow = new ArrayList<>();
    Set<Object> seats = new HashSet<>();
    for (int i = 1; i <= voters.size(); i++) {
      NodeId voter = voters.get((me + i) % voters.size());
      if (!voter.equals(context.me())) {
        boolean first = !silent.contains(voter) && seats.add(electorate.seat(voter));
        (first ? quick : slow).add(voter);
      }
    }
    quick.addAll(slow);
    return quick;
  }

  /** Returns how many of these could give a majority with this member's own vote. */
  int enough(Electorate electorate, List<NodeId> ordered) {
    Set<Object> seats = new HashSet<>();
    if (electorate.electors().contains(context.me())) {
      seats.add(electorate.seat(context.me()));
    }
    int asked = 0;
    while (asked < ordered.size() && seats.size() < electorate.majority()) {
      seats.add(electorate.seat(ordered.get(asked++)));
    }
    return asked;
  }

  void heard(NodeId voter) {
    silent.remove(voter);
  }

  void missed(NodeId voter) {
    silent.add(voter);
  }

  /** Another electorate may have other voters. */
  void reset() {
    silent.clear();
  }
}
