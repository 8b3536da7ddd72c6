package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.util.Map;

/** Something that is asked of a scheduler. */
public interface Workload {

  /** Returns its name and size. */
  String name();

  /** Returns whether an administrator's process is wanted. */
  default boolean wantsAdmin() {
    return false;
  }

  /**
   * Plays it.
   *
   * @return what was measured
   */
  Map<String, Double> play(Ensemble ensemble) throws IOException, InterruptedException;
}
