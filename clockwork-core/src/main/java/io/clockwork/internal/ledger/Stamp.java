package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;

/**
 * A hybrid logical timestamp (Kulkarni et al., "Logical Physical Clocks", 2014): near wall time,
 * and later than everything its writer had seen. Total order.
 *
 * @param millis wall time, or later
 * @param counter tells stamps of one millisecond apart
 * @param by the writer, the last resort
 */
public record Stamp(long millis, int counter, NodeId by) implements Comparable<Stamp> {

  @Override
  public int compareTo(Stamp other) {
    int order = Long.compare(millis, other.millis);
    order = order != 0 ? order : Integer.compare(counter, other.counter);
    return order != 0 ? order : by.compareTo(other.by);
  }
}
