package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults that leave a path between all members, so that nothing may be missed or doubled. */
@NeedsLab
@Order(1)
final class LinkIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(10, 60));
  private static final Duration REPORTED = Duration.ofSeconds(10);

  @Test
  @Tag("full")
  void link_cutBetweenTwoThatDoNotCoordinate_changesNothing() {
    changesNothing("link cut", NetworkFaults.linkCut()).assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  @Tag("full")
  void multicast_filteredWhileUnicastPasses_changesNothing() {
    changesNothing("multicast filtered", NetworkFaults.multicastFiltered())
        .assertLateAtMost(Recovery.ON_TIME);
  }

  /** Members cannot tell one another by multicast: each says it by itself, in its log. */
  @Test
  void multicast_filtered_isReportedWithinTenSeconds() {
    LabCluster cluster = SharedCluster.KEEP_RUNNING.take();
    Instant from = Instant.now();
    cluster.network().multicastOff();
    boolean reported =
        Moment.awaitTrue(REPORTED, () -> !cluster.alarms("MULTICAST_FILTERED", from).isEmpty());
    Duration took = Duration.between(from, Instant.now());
    assertThat(cluster.network().dropped()).as("void: frames dropped").isPositive();
    cluster.network().heal();
    cluster.report("multicast filtered: reported %s after %s".formatted(reported, took));
    Recovery.check(cluster, Instant.now());
    assertThat(reported).as("reported within %s", REPORTED).isTrue();
    SharedCluster.KEEP_RUNNING.giveBack();
  }

  @Test
  @Tag("full")
  void loss_fivePercent_changesNothing() {
    changesNothing("loss 5 %", NetworkFaults.loss(5)).assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  @Tag("full")
  void loss_twentyPercent_changesNothing() {
    // Among more runs there are some whose frames are lost more often.
    changesNothing("loss 20 %", NetworkFaults.loss(20))
        .assertLateAtMost(Recovery.ON_TIME.multipliedBy(Form.of(1, 2)));
  }

  @Test
  @Tag("full")
  void loss_thirtyPercent_changesNothing() {
    changesNothing("loss 30 %", NetworkFaults.loss(30));
  }

  private static Verdict changesNothing(String row, Fault fault) {
    History history = History.play(SharedCluster.KEEP_RUNNING.take(), row, fault, TIME);
    history.assertNoViewChange().assertAllKnow().verdict().assertComplete();
    SharedCluster.KEEP_RUNNING.giveBack();
    return history.verdict();
  }
}
