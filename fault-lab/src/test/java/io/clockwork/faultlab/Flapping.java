package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that comes and goes. */
final class Flapping {
  private Flapping() {}

  /** Returns a fault that is there for so long, then gone for so long, and so on. */
  static Fault of(Fault fault, Duration each) {
    return cluster -> {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger bites = new AtomicInteger();
      CompletableFuture<Void> flaps =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  Fault.Inflicted inflicted = fault.inflict(cluster);
                  await(each, over);
                  if (inflicted.bit().getAsBoolean()) {
                    bites.incrementAndGet();
                  }
                  inflicted.undo().run();
                  await(each, over);
                }
              });
      return new Fault.Inflicted(
          "flapping",
          List.of(),
          () -> bites.get() > 1,
          () -> {
            over.set(true);
            flaps.join();
          });
    };
  }

  private static void await(Duration time, AtomicBoolean over) {
    Instant until = Instant.now().plus(time);
    while (!over.get() && Instant.now().isBefore(until)) {
      Moment.pass(Duration.ofMillis(20));
    }
  }
}
