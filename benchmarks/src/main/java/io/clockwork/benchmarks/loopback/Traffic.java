package io.clockwork.benchmarks.loopback;

import java.util.concurrent.atomic.LongAdder;

/** Counts the frames that the members of a JVM hand to the network. Thread-safe. */
final class Traffic {
  /**
   * What was counted up to an instant.
   *
   * @param multicasts frames to all, each counted once
   * @param unicasts requests and answers
   * @param bytes the bytes of all of them, each counted once
   * @param delivered frames as their receivers count them
   */
  record Count(long multicasts, long unicasts, long bytes, long delivered) {
    Count since(Count before) {
      return new Count(
          multicasts - before.multicasts,
          unicasts - before.unicasts,
          bytes - before.bytes,
          delivered - before.delivered);
    }

    long frames() {
      return multicasts + unicasts;
    }
  }

  private final LongAdder multicasts = new LongAdder();
  private final LongAdder unicasts = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder delivered = new LongAdder();

  void multicast(int length) {
    multicasts.increment();
    bytes.add(length);
  }

  void unicast(int length) {
    unicasts.increment();
    bytes.add(length);
  }

  void delivered() {
    delivered.increment();
  }

  Count count() {
    return new Count(multicasts.sum(), unicasts.sum(), bytes.sum(), delivered.sum());
  }
}
