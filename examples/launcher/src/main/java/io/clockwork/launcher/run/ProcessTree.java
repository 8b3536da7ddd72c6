package io.clockwork.launcher.run;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process and its descendants. Descendants are remembered from before the first signal, because a
 * shell that ends hands its children to init, and then nothing says any more whose they were.
 */
final class ProcessTree {
  private static final long PAUSE_MILLIS = 20;

  private final Process process;
  private final Set<ProcessHandle> known = new LinkedHashSet<>();

  ProcessTree(Process process) {
    this.process = process;
  }

  /**
   * Asks all to end, and kills what has not ended after the patience. An interrupt cuts the
   * patience short.
   *
   * @return whether all ended by themselves
   */
  boolean end(Duration patience) {
    look();
    // Not Process.destroy(), which closes the streams, and so loses a command's last words.
    process.toHandle().destroy();
    handles().forEach(ProcessHandle::destroy);
    boolean ended = awaitEnd(System.nanoTime() + patience.toNanos());
    if (!ended) {
      kill();
    }
    return ended;
  }

  /** Kills all and waits a moment until the process is reaped. */
  void kill() {
    look();
    process.toHandle().destroyForcibly();
    handles().forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(long deadline) {
    try {
      boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      while (ended && handles().stream().anyMatch(Processes::isRunning)) {
        ended = System.nanoTime() - deadline < 0;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void look() {
    process.descendants().forEach(known::add);
    for (ProcessHandle handle : Set.copyOf(known)) {
      handle.descendants().forEach(known::add);
    }
  }

  private synchronized Set<ProcessHandle> handles() {
    return Set.copyOf(known);
  }
}
