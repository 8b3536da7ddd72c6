package io.clockwork.cluster.sim;

import io.clockwork.cluster.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The multicasts of one node that others have missed. They learn of that by the next one that
 * reaches them and no sooner: the lost tail of a burst stays lost until then.
 */
final class Tails {
  private static final int MOST = 10_000;

  private final Map<NodeId, List<byte[]>> missed = new HashMap<>();

  boolean isEmpty() {
    return missed.isEmpty();
  }

  void add(NodeId by, byte[] frame) {
    List<byte[]> tail = missed.computeIfAbsent(by, any -> new ArrayList<>());
    if (tail.size() < MOST) {
      tail.add(frame);
    }
  }

  /** Returns what a node missed, in the order of sending, and forgets it. */
  List<byte[]> take(NodeId by) {
    List<byte[]> tail = missed.remove(by);
    return tail == null ? List.of() : tail;
  }

  void retain(Predicate<NodeId> whom) {
    missed.keySet().removeIf(whom.negate());
  }
}
