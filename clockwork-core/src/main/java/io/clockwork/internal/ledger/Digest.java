package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a node has heard: of each origin all writes up to a number, and some beyond a gap.
 * Whoever has this digest has facts that equal or supersede every one of those writes.
 *
 * @param heard origin to highest contiguous number, at least 1; unmodifiable
 * @param ahead origin to what was heard beyond the gap that follows, in order; a gap can stay for
 *     good, if its origin crashed before anybody heard what is in it; unmodifiable
 */
public record Digest(Map<NodeId, Long> heard, Map<NodeId, List<Range>> ahead) {

  /** Most ranges beyond a gap that are told of one origin. */
  public static final int MAX_RANGES = 256;

  /** The digest of a node that has heard nothing. */
  public static final Digest EMPTY = new Digest(Map.of());

  /**
   * Consecutive writes.
   *
   * @param first the first's number, at least 1
   * @param last the last's number, not before the first
   */
  public record Range(long first, long last) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the last is before the first, or the first before 1
     */
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("writes " + first + " to " + last + " are no range");
      }
    }

    boolean contains(Range other) {
      return first <= other.first && other.last <= last;
    }
  }

  /**
   * Copies the maps without the origins of which nothing was heard, so that they make no
   * difference.
   */
  public Digest {
    TreeMap<NodeId, Long> sorted = new TreeMap<>(heard);
    sorted.values().removeIf(upTo -> upTo < 1);
    heard = Collections.unmodifiableMap(sorted);
    TreeMap<NodeId, List<Range>> ranges = new TreeMap<>();
    ahead.forEach(
        (origin, list) -> {
          if (!list.isEmpty()) {
            ranges.put(origin, List.copyOf(list));
          }
        });
    ahead = Collections.unmodifiableMap(ranges);
  }

  /**
   * Creates a digest without gaps.
   *
   * @param heard origin to highest number
   */
  public Digest(Map<NodeId, Long> heard) {
    this(heard, Map.of());
  }

  /** Returns up to which number the origin was heard without a gap; 0 if not at all. */
  public long of(NodeId origin) {
    return heard.getOrDefault(origin, 0L);
  }

  /** Returns whether one write was heard. */
  public boolean contains(NodeId origin, long seq) {
    return contains(origin, new Range(seq, seq));
  }

  private boolean contains(NodeId origin, Range range) {
    if (range.last() <= of(origin)) {
      return true;
    }
    for (Range each : ahead.getOrDefault(origin, List.of())) {
      if (each.contains(range)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a hash of what was heard, the same on every machine: two digests that differ share one
   * about once in 2^64.
   */
  public long hash() {
    long hash = 0;
    for (Map.Entry<NodeId, Long> each : heard.entrySet()) {
      hash += hash(each.getKey(), each.getValue());
    }
    for (Map.Entry<NodeId, List<Range>> each : ahead.entrySet()) {
      for (Range range : each.getValue()) {
        hash += hash(each.getKey(), range.first(), range.last());
      }
    }
    return hash;
  }

  /** Returns what all writes of an origin up to one, without a gap, add to the hash. */
  static long hash(NodeId origin, long upTo) {
    return upTo < 1 ? 0 : mix(of(origin, 0) + upTo);
  }

  /** Returns what a range beyond a gap adds to the hash. */
  static long hash(NodeId origin, long first, long last) {
    return mix(mix(of(origin, 1) + first) + last);
  }

  private static long of(NodeId origin, int part) {
    return mix(mix(origin.name().hashCode() * 2L + part) + origin.incarnation());
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns whether everything in the other digest is in this one. */
  public boolean covers(Digest other) {
    for (Map.Entry<NodeId, Long> each : other.heard.entrySet()) {
      if (of(each.getKey()) < each.getValue()) {
        return false;
      }
    }
    for (Map.Entry<NodeId, List<Range>> each : other.ahead.entrySet()) {
      for (Range range : each.getValue()) {
        if (!contains(each.getKey(), range)) {
          return false;
        }
      }
    }
    return true;
  }
}
