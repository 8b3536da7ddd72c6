package io.clockwork.launcher.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The commands that are running now, so that the daemon can end with none left. Thread-safe. */
public final class LiveProcesses {
  private final Set<ProcessTree> live = ConcurrentHashMap.newKeySet();

  /** Kills every command that is running, with its descendants, at once. */
  public void killAll() {
    live.forEach(ProcessTree::kill);
  }

  void add(ProcessTree tree) {
    live.add(tree);
  }

  void remove(ProcessTree tree) {
    live.remove(tree);
  }
}
