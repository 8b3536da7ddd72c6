package io.clockwork.internal.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * Fire times by arithmetic, without the code that is under test: each period from an instant on.
 */
record Beat(Duration period, Instant from) {

  boolean has(Instant time) {
    return !time.isBefore(from)
        && Duration.between(from, time).toMillis() % period.toMillis() == 0
        && time.getNano() % 1_000_000 == 0;
  }

  /** Returns the first after an instant. */
  Instant after(Instant time) {
    if (time.isBefore(from)) {
      return from;
    }
    long periods = Duration.between(from, time).toMillis() / period.toMillis() + 1;
    return from.plusMillis(periods * period.toMillis());
  }
}
