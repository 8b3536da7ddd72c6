package io.clockwork.launcher.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link ProcessHandle} leaves open. */
public final class Processes {
  private Processes() {}

  /**
   * Returns whether a process still runs. One that has ended and whose parent has not asked how, a
   * zombie, does not, though Java calls it alive; where the first process of a container reaps
   * nothing, it would be so for ever.
   *
   * @param process any process
   */
  public static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /** Reads Linux's /proc/PID/stat: the state is the word after the name in parentheses. */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
