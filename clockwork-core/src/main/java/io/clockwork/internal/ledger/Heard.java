package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which writes of one origin were heard: all up to a number, and some ranges beyond a gap, so that
 * one lost frame does not make everything after it count as lost.
 */
final class Heard {
  private long upTo;

  /** First to last of each range beyond the gap; they neither overlap nor touch. */
  private final TreeMap<Long, Long> ahead = new TreeMap<>();

  /** Returns what this adds to the {@link Digest#hash()} of all origins. */
  long hash(NodeId origin) {
    long hash = Digest.hash(origin, upTo);
    for (Map.Entry<Long, Long> range : ahead.entrySet()) {
      hash += Digest.hash(origin, range.getKey(), range.getValue());
    }
    return hash;
  }

  long upTo() {
    return upTo;
  }

  /** Returns what was heard beyond the gap, in order. */
  List<Range> ahead() {
    List<Range> ranges = new ArrayList<>(ahead.size());
    ahead.forEach((first, last) -> ranges.add(new Range(first, last)));
    return ranges;
  }

  boolean contains(long seq) {
    Map.Entry<Long, Long> range = ahead.floorEntry(seq);
    return seq <= upTo || (range != null && seq <= range.getValue());
  }

  /**
   * Notes the writes first to last, both included; or not, if there are too many gaps already.
   *
   * @return whether any of them is news
   */
  boolean range(long first, long last) {
    if (first <= upTo + 1) {
      return all(last);
    }
    Map.Entry<Long, Long> around = ahead.floorEntry(first);
    if (around != null && around.getValue() >= last) {
      return false;
    }
    long from = first;
    long to = last;
    Map.Entry<Long, Long> near = ahead.floorEntry(to + 1);
    while (near != null && near.getValue() >= from - 1) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      ahead.remove(near.getKey());
      near = ahead.floorEntry(to + 1);
    }
    if (ahead.size() < Digest.MAX_RANGES) {
      ahead.put(from, to);
    }
    return true;
  }

  /**
   * Notes every write up to a number.
   *
   * @return whether any of them is news
   */
  boolean all(long last) {
    if (last <= upTo) {
      return false;
    }
    upTo = last;
    while (!ahead.isEmpty() && ahead.firstKey() <= upTo + 1) {
      upTo = Math.max(upTo, ahead.pollFirstEntry().getValue());
    }
    return true;
  }
}
