package io.clockwork.faultlab;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One direction fails: a member is not heard and keeps its view for ever, or hears nobody. */
@NeedsLab
@Order(2)
final class HearingIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(12, 30));
  private static final Duration HEDGED = Duration.ofSeconds(3);

  @Test
  @Tag("full")
  void owner_unheardKeepRunning_startsNothingTwice() {
    play(SharedCluster.KEEP_RUNNING, "owner unheard", NetworkFaults.mute(Victim.OWNER))
        .assertNothingDoubled();
    SharedCluster.KEEP_RUNNING.giveBack();
  }

  @Test
  @Tag("full")
  void owner_unheard_isStoodInForWithinThreeSeconds() {
    isStoodInFor("owner unheard, voters", NetworkFaults.mute(Victim.OWNER));
  }

  @Test
  @Tag("full")
  void owner_deaf_isStoodInForWithinThreeSeconds() {
    isStoodInFor("owner deaf, voters", NetworkFaults.deaf(Victim.OWNER));
  }

  @Test
  @Tag("full")
  void coordinator_deaf_isStoodInForWithinThreeSeconds() {
    isStoodInFor("coordinator deaf, voters", NetworkFaults.deaf(Victim.COORDINATOR));
  }

  private static void isStoodInFor(String row, Fault fault) {
    play(SharedCluster.VOTERS, row, fault).assertComplete().assertLateAtMost(HEDGED);
    SharedCluster.VOTERS.giveBack();
  }

  private static Verdict play(SharedCluster shared, String row, Fault fault) {
    return History.play(shared.take(), row, fault, TIME).verdict();
  }
}
