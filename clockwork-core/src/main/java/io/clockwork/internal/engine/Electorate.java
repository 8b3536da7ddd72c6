package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import java.util.List;

/**
 * Who votes on claims.
 *
 * @param id which electorate; votes of one never count in another
 * @param electors its members
 */
record Electorate(ViewId id, List<NodeId> electors) {
  Electorate {
    electors = List.copyOf(electors);
  }

  int majority() {
    return majority(electors.size());
  }

  static int majority(int size) {
    return size / 2 + 1;
  }
}
