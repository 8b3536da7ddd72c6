package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All members leave and come back, one after the other, as in a deployment. */
@NeedsLab
@Order(4)
final class RollingRestartIT {

  @Test
  @Tag("full")
  void allMembers_restartedOneByOne_leaveNoGap() {
    try (LabCluster cluster = LabCluster.start("rolling-restart", 5, LabJob.eachSecond(10))) {
      int views = cluster.viewChanges();
      Instant from = Moment.wholeSecond(Instant.now());
      for (Member member : cluster.members()) {
        member.leave();
        cluster.awaitOneView(Recovery.BOUND);
        member.start();
        cluster.awaitOneView(Duration.ofSeconds(60));
      }
      Instant to = Moment.wholeSecond(Instant.now());
      assertThat(cluster.viewChanges()).as("void: no view changed").isNotEqualTo(views);
      Recovery.check(cluster, Instant.now());

      cluster
          .judge("5 members, one by one", from, to)
          .assertComplete()
          .assertLateAtMost(Recovery.ON_TIME);
    }
  }
}
