package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Five members, nothing goes wrong. */
@NeedsLab
@Order(3)
final class NoFaultIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(20, 300));
  private static final int PER_SECOND = Form.of(20, 100);

  @Test
  void fiveMembers_noFault_eachRunOnceAndOnTime() {
    try (LabCluster cluster = LabCluster.start("no-fault", 5, LabJob.eachSecond(PER_SECOND))) {
      int views = cluster.viewChanges();
      Instant from = Moment.wholeSecond(Instant.now());
      Instant to = from.plus(TIME);
      Moment.await(to.plus(Recovery.ON_TIME));

      cluster
          .judge(PER_SECOND + " jobs a second", from, to)
          .assertComplete()
          .assertLateAtMost(Recovery.ON_TIME);
      assertThat(cluster.viewChanges()).as("views").isEqualTo(views);
      Recovery.check(cluster, Instant.now());
    }
  }
}
