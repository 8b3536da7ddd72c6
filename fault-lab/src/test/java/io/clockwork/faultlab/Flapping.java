package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A fault that comes and goes. */
final class Flapping {
  private Flapping() {}

  /** Returns a fault that is there for so long, then gone for so long, and so on. */
  static Fault of(Fault fault, Duration each) {
    return cluster -> {
      AtomicBoolean over = new AtomicBoolean();
      AtomicBoolean bitten = new AtomicBoolean();
      AtomicReference<BooleanSupplier> now = new AtomicReference<>(() -> false);
      CompletableFuture<Void> flaps =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  Fault.Inflicted inflicted = fault.inflict(cluster);
                  now.set(inflicted.bit());
                  await(each, over);
                  bitten.compareAndSet(false, inflicted.bit().getAsBoolean());
                  inflicted.undo().run();
                  await(each, over);
                }
              });
      return new Fault.Inflicted(
          "flapping",
          List.of(),
          () -> bitten.get() || now.get().getAsBoolean(),
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
