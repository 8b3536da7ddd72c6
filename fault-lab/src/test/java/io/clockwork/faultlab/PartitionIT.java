package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network falls into pieces, and becomes one again. */
@NeedsLab
final class PartitionIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(15, 60));
  private static final Duration MAJORITY = Duration.ofSeconds(3);
  private static final String VOTERS = "voters: [h1, h2, h3, h4, h5]\n";

  /** Today each side goes on with what it owns, so runs are doubled: they are counted. */
  @Test
  void twoAgainstThree_keepRunning_bothSidesGoOnAndMerge() {
    Verdict verdict = partition("partition-2-3", "", "1 2 | 3 4 5");
    assertThat(verdict.missed()).as("missed in %s", verdict).isEmpty();
    assertThat(verdict.early()).as("early in %s", verdict).isEmpty();
  }

  @Test
  @Tag("needs-majority")
  void twoAgainstThree_majorityOfAll_startsNothingTwice() {
    partition("partition-2-3-voters", VOTERS, "1 2 | 3 4 5")
        .assertComplete()
        .assertLateAtMost(MAJORITY);
  }

  @Test
  @Tag("needs-majority")
  void oneAgainstFour_majorityOfAll_startsNothingTwice() {
    partition("partition-1-4-voters", VOTERS, "1 | 2 3 4 5")
        .assertComplete()
        .assertLateAtMost(MAJORITY);
  }

  @Test
  @Tag("needs-majority")
  void threePieces_majorityOfAll_startNothingTwice() {
    partition("partition-2-2-1-voters", VOTERS, "1 2 | 3 4 | 5").assertSound();
  }

  @Test
  @Tag("full")
  void cable_pulled_bothSidesGoOnAndMerge() {
    try (LabCluster cluster = LabCluster.start("cable", 5, LabJob.eachSecond(10))) {
      Instant from = Moment.wholeSecond(Instant.now());
      Moment.await(from);
      int cutOff = cluster.ownerBesideCoordinator().host();
      cluster.network().pull(cutOff);
      Moment.await(from.plus(TIME));
      assertThat(cluster.oneView()).as("void: nobody noticed").isEmpty();
      cluster.network().plug(cutOff);
      Recovery.check(cluster, Instant.now());
      Verdict verdict = cluster.judge("cable of h" + cutOff + " pulled", from, from.plus(TIME));
      assertThat(verdict.missed()).as("missed in %s", verdict).isEmpty();
    }
  }

  private static Verdict partition(String row, String settings, String groups) {
    try (LabCluster cluster = LabCluster.start(row, 5, LabJob.eachSecond(10), settings)) {
      Instant from = Moment.wholeSecond(Instant.now());
      Moment.await(from);
      cluster.network().partition(groups);
      Moment.await(from.plus(TIME));
      assertThat(cluster.oneView()).as("void: nobody noticed").isEmpty();
      assertThat(cluster.network().dropped()).as("void: frames dropped").isPositive();
      cluster.network().heal();
      Instant healed = Instant.now();
      Recovery.check(cluster, healed);
      Recovery.assertAllKnow(cluster, List.copyOf(cluster.members()), from, healed);
      return cluster.judge(groups, from, from.plus(TIME));
    }
  }
}
