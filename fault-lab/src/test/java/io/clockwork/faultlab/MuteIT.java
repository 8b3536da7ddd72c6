package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An owner hears everybody, and nobody hears it: it keeps its view for ever. */
@NeedsLab
final class MuteIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(15, 30));
  private static final Duration HEDGED = Duration.ofSeconds(3);

  @Test
  @Tag("full")
  void owner_unheard_startsNothingTwice() {
    mute("mute", "").assertNothingDoubled();
  }

  @Test
  @Tag("needs-majority")
  void owner_unheard_isStoodInForWithinThreeSeconds() {
    mute("mute-voters", "voters: [h1, h2, h3, h4, h5]\n").assertComplete().assertLateAtMost(HEDGED);
  }

  private static Verdict mute(String row, String settings) {
    try (LabCluster cluster = LabCluster.start(row, 5, LabJob.eachSecond(10), settings)) {
      Instant from = Moment.wholeSecond(Instant.now());
      Moment.await(from);
      Member owner = cluster.ownerBesideCoordinator();
      cluster.network().mute(owner.host(), cluster.members().size());
      Moment.await(from.plus(TIME));
      assertThat(cluster.network().dropped()).as("void: frames dropped").isPositive();
      cluster.network().heal();
      Recovery.check(cluster, Instant.now());
      return cluster.judge(owner.name() + " unheard for " + TIME, from, from.plus(TIME));
    }
  }
}
