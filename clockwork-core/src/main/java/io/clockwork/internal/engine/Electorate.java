package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who votes on claims.
 *
 * @param id which electorate; votes of one never count in another
 * @param electors its members, as far as they are in the view
 * @param majority how many votes win
 * @param named whether votes are counted by stable names: a voter that was started again has the
 *     one vote that it always had
 */
record Electorate(ViewId id, List<NodeId> electors, int majority, boolean named) {
  Electorate {
    electors = List.copyOf(electors);
  }

  /** All members of a view. */
  static Electorate of(ViewId id, List<NodeId> electors) {
    return new Electorate(id, electors, majority(electors.size()), false);
  }

  static int majority(int size) {
    return size / 2 + 1;
  }

  /** Returns what a voter's vote counts as. */
  Object seat(NodeId voter) {
    return named ? voter.name() : voter;
  }

  /** Returns how many votes can be had. */
  int seats() {
    Set<Object> seats = new HashSet<>();
    electors.forEach(voter -> seats.add(seat(voter)));
    return seats.size();
  }

  /** Returns whether those that are there could give a majority. */
  boolean canDecide() {
    return seats() >= majority;
  }
}
