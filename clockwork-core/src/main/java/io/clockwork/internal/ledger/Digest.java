package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a node has heard: of each origin all writes up to a number. Whoever has this digest has
 * facts that equal or supersede every one of those writes.
 *
 * @param heard origin to highest contiguous number, at least 1; unmodifiable
 */
public record Digest(Map<NodeId, Long> heard) {

  /** The digest of a node that has heard nothing. */
  public static final Digest EMPTY = new Digest(Map.of());

  /**
   * Copies the map without the origins of which nothing was heard, so that they make no difference.
   */
  public Digest {
    TreeMap<NodeId, Long> sorted = new TreeMap<>(heard);
    sorted.values().removeIf(upTo -> upTo < 1);
    heard = Collections.unmodifiableMap(sorted);
  }

  /** Returns up to which number the origin was heard; 0 if not at all. */
  public long of(NodeId origin) {
    return heard.getOrDefault(origin, 0L);
  }

  /** Returns whether everything in the other digest is in this one. */
  public boolean covers(Digest other) {
    for (Map.Entry<NodeId, Long> each : other.heard.entrySet()) {
      if (of(each.getKey()) < each.getValue()) {
        return false;
      }
    }
    return true;
  }
}
