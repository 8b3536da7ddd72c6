package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the jobs themselves recorded, and a trace for people. */
final class Diary {
  /**
   * A job's code was called.
   *
   * @param at by its member's clock
   * @param truly by the true time
   */
  record Start(RunId run, int attempt, NodeId on, Instant at, Instant truly, long token) {}

  /** A job's code ended. */
  record End(
      RunId run, int attempt, NodeId on, boolean success, Instant at, Instant truly, long token) {}

  /** What a claim is for: each has a token of its own. */
  private record Claimed(String job, long token) {}

  final List<Start> starts = new ArrayList<>();
  final List<End> ends = new ArrayList<>();
  private final Map<Claimed, Instant> claims = new HashMap<>();
  final List<String> trace = new ArrayList<>();
  private final boolean tracing;

  Diary(boolean tracing) {
    this.tracing = tracing;
  }

  /** A claim to start a run was sent for the first time. */
  void claimed(String job, long token, Instant truly) {
    claims.putIfAbsent(new Claimed(job, token), truly);
  }

  /** Returns when the claim was first sent by which a run was started; if it needed none, then. */
  Instant claimed(Start start) {
    return claims.getOrDefault(new Claimed(start.run().job(), start.token()), start.truly());
  }

  /** Notes something, if anybody is to read it: most histories are not looked at. */
  void note(Instant at, Supplier<String> text) {
    if (tracing) {
      trace.add(at + " " + text.get());
    }
  }
}
