package io.clockwork.faultlab;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member stands still, and wakes 50 ms before a fire time. */
@NeedsLab
@Order(1)
final class PauseIT {
  private static final Duration HEDGED = Duration.ofSeconds(3);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final List<Integer> ALL_SECONDS = List.of(1, 2, 3, 5, 8, 12, 20, 30);

  @Test
  @Tag("full")
  void owner_frozenForLessThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen(SharedCluster.KEEP_RUNNING, Victim.OWNER, SHORT);
  }

  @Test
  @Tag("full")
  void owner_frozenForLongerThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen(SharedCluster.KEEP_RUNNING, Victim.OWNER, LONG).assertNoticed();
  }

  @Test
  @Tag("full")
  void coordinator_frozenForLongerThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen(SharedCluster.KEEP_RUNNING, Victim.COORDINATOR, LONG).assertNoticed();
  }

  @Test
  @Tag("full")
  void ownerAndCoordinator_frozenForOneToThirtySeconds_areStoodInForAndStartNothingTwice() {
    for (int seconds : ALL_SECONDS) {
      frozen(SharedCluster.VOTERS, Victim.OWNER, Duration.ofSeconds(seconds));
      frozen(SharedCluster.VOTERS, Victim.COORDINATOR, Duration.ofSeconds(seconds));
    }
  }

  private static History frozen(SharedCluster shared, Victim victim, Duration time) {
    String row = victim + " frozen for " + time.toSeconds() + " s";
    History history = History.play(shared.take(), row, ProcessFaults.frozen(victim), time);
    history.verdict().assertSound().assertLateAtMost(HEDGED);
    shared.giveBack();
    return history;
  }
}
