package io.clockwork.internal.simulation;

import io.clockwork.cluster.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may lose its memory. A voter that came back without it is counted as forgetful until it was
 * well connected with a majority of the voters for ten seconds: by then it has heard what they
 * know. So many may be forgetful at once that the others are a majority still; what only more of
 * them knew is gone, and nobody promises anything for it.
 */
final class Informed {
  private static final long TOGETHER = Duration.ofSeconds(10).toNanos();

  private final SplitHistory history;
  private final Set<NodeId> informed = new HashSet<>();

  Informed(SplitHistory history) {
    this.history = history;
  }

  /** Returns whether a member may crash, or leave, without its memory. */
  boolean mayForget(SimNode victim) {
    if (!history.voters.contains(victim.self().name())) {
      return true;
    }
    look();
    long forgetful =
        history.voters.stream()
            .filter(name -> !name.equals(victim.self().name()))
            .filter(name -> !isInformed(history.member(name)))
            .count();
    return forgetful + 1 <= history.voters.size() - history.majority();
  }

  private boolean isInformed(@Nullable SimNode node) {
    return node != null && node.up() && !node.leaving() && informed.contains(node.self().id());
  }

  private void look() {
    long now = history.time.nanos();
    List<Integer> sets =
        history.weather.sets(
            now - TOGETHER, now, history.weather.bits(history.voters), history.majority());
    for (String name : history.voters) {
      int bit = history.weather.bits(Set.of(name));
      SimNode node = history.member(name);
      if (node != null
          && !informed.contains(node.self().id())
          && sets.stream().anyMatch(set -> (set & bit) != 0)) {
        informed.add(node.self().id());
      }
    }
  }
}
