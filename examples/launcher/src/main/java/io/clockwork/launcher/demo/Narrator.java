package io.clockwork.launcher.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Tells what happens, with the seconds since the beginning, and waits for what is to happen. */
final class Narrator {
  private static final Duration PER_STEP = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private final Duration whole;

  Narrator(PrintStream out, Duration whole) {
    this.out = out;
    this.whole = whole;
  }

  void heading(String text) {
    out.println();
    say(text);
  }

  void say(String text) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, text));
  }

  /** Says what was verified. */
  void verified(String text) {
    say("  seen: " + text);
  }

  /**
   * Waits until something is so.
   *
   * @throws NotSeenException if it is not so in time
   */
  void await(String what, BooleanSupplier isSo) throws NotSeenException, InterruptedException {
    long stepEnd = System.nanoTime() + PER_STEP.toNanos();
    long end = Math.min(stepEnd - begin, whole.toNanos()) + begin;
    while (!isSo.getAsBoolean()) {
      check(System.nanoTime() - end < 0, "not seen in time: " + what);
      Thread.sleep(PAUSE.toMillis());
    }
  }

  static void check(boolean isSo, String otherwise) throws NotSeenException {
    if (!isSo) {
      throw new NotSeenException(otherwise);
    }
  }
}
