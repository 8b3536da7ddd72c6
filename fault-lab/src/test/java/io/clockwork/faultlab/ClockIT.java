package io.clockwork.faultlab;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock of one member jumps, and jumps back; its monotonic clock goes on. */
@NeedsLab
@Order(2)
final class ClockIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(10, 30));

  @ParameterizedTest
  @ValueSource(ints = {-300, 300, -5, 5})
  @Tag("full")
  void owner_clockJumps_startsNothingTwiceAndNothingInABurst(int seconds) {
    wrong(Victim.OWNER, Duration.ofSeconds(seconds));
  }

  @Test
  void coordinator_clockJumpsBack_startsNothingTwiceAndNothingInABurst() {
    wrong(Victim.COORDINATOR, Duration.ofSeconds(-300));
  }

  @Test
  @Tag("full")
  void coordinator_clockJumpsAhead_startsNothingTwiceAndNothingInABurst() {
    wrong(Victim.COORDINATOR, Duration.ofSeconds(300));
  }

  private static void wrong(Victim victim, Duration by) {
    LabCluster cluster = SharedCluster.VOTERS.take();
    String row = "clock of " + victim + " off by " + by.toSeconds() + " s";
    History.play(cluster, row, ProcessFaults.clockJumps(victim, by), TIME)
        .verdict()
        .assertNothingDoubled()
        .assertNoBurst();
    SharedCluster.VOTERS.giveBack();
  }
}
