package io.clockwork.internal.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which writes of one origin were heard: all up to a number, and some ranges beyond a gap, so that
 * one lost frame does not make everything after it count as lost.
 */
final class Heard {
  private static final int MAX_RANGES = 256;

  private long upTo;
  private final TreeMap<Long, Long> ahead = new TreeMap<>();

  long upTo() {
    return upTo;
  }

  /** Notes the writes first to last, both included. */
  void range(long first, long last) {
    if (first <= upTo + 1) {
      all(last);
    } else if (ahead.size() < MAX_RANGES) {
      ahead.merge(first, last, Math::max);
    }
  }

  /** Notes every write up to a number. */
  void all(long last) {
    upTo = Math.max(upTo, last);
    while (!ahead.isEmpty()) {
      Map.Entry<Long, Long> next = ahead.firstEntry();
      if (next.getKey() > upTo + 1) {
        return;
      }
      ahead.pollFirstEntry();
      upTo = Math.max(upTo, next.getValue());
    }
  }
}
