package io.clockwork.jgroups;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a hardened transport refused, and logs at most one line a minute about it. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long INTERVAL_NANOS = 60_000_000_000L;

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);

  void add(String where, Throwable why) {
    long sum = count.incrementAndGet();
    long last = loggedAt.get();
    long now = System.nanoTime();
    if (now - last >= INTERVAL_NANOS && loggedAt.compareAndSet(last, now)) {
      LOG.warn(
          "{} dropped what no Clockwork node sends: {}. {} so far; check who else uses this address"
              + " and port, and whether all nodes run the same version",
          where,
          why.toString(),
          sum);
    }
  }

  long count() {
    return count.get();
  }
}
