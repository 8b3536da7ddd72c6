package io.clockwork.internal.simulation;

import io.clockwork.internal.simulation.Diary.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether of two starts of a job the later has the higher token, unless they were claimed or going
 * at the same time.
 */
final class Tokens {
  private final SplitEvidence evidence;

  Tokens(SplitEvidence evidence) {
    this.evidence = evidence;
  }

  void check() {
    Map<String, List<Start>> perJob = new HashMap<>();
    for (Start start : evidence.history.diary.starts) {
      // Without votes nobody says what others were given.
      if (!evidence.definition(start.run().job()).anyPartition()) {
        perJob.computeIfAbsent(start.run().job(), any -> new ArrayList<>()).add(start);
      }
    }
    perJob.values().forEach(this::rising);
  }

  private void rising(List<Start> starts) {
    Map<Long, Start> seen = new HashMap<>();
    // The highest token of those that had ended by an instant, as starts come in order of time.
    for (int i = 0; i < starts.size(); i++) {
      Start next = starts.get(i);
      Start same = seen.putIfAbsent(next.token(), next);
      if (same != null) {
        evidence.fault("share a token: " + same + " and " + next);
      }
      Instant claimed = evidence.history.diary.claimed(next);
      for (int j = Math.max(0, i - 50); j < i; j++) {
        Start before = starts.get(j);
        Instant over = before.truly();
        if (before.token() >= next.token() && over.isBefore(claimed)) {
          evidence.fault("token falls from " + before + " to " + next + ", claimed at " + claimed);
        }
      }
    }
  }
}
