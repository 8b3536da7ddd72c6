package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the jobs themselves recorded, and a trace for people. */
final class Diary {
  /** A job's code was called. */
  record Start(RunId run, int attempt, NodeId on, Instant at) {}

  /** A job's code ended. */
  record End(RunId run, int attempt, NodeId on, boolean success, Instant at) {}

  final List<Start> starts = new ArrayList<>();
  final List<End> ends = new ArrayList<>();
  final List<String> trace = new ArrayList<>();
  private final boolean tracing;

  Diary(boolean tracing) {
    this.tracing = tracing;
  }

  /** Notes something, if anybody is to read it: most histories are not looked at. */
  void note(Instant at, Supplier<String> text) {
    if (tracing) {
      trace.add(at + " " + text.get());
    }
  }
}
