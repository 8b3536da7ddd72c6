package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All members are killed at once, and started again. */
@NeedsLab
final class OutageIT {
  private static final int TIMES = Form.of(1, 20);

  @Test
  @Tag("needs-journal")
  void allMembers_killed_goOnWhereTheyWere() {
    try (LabCluster cluster = LabCluster.start("outage", 5, LabJob.eachSecond(10))) {
      Instant from = Moment.wholeSecond(Instant.now());
      for (int n = 0; n < TIMES; n++) {
        Moment.pass(Duration.ofSeconds(3));
        cluster.members().forEach(Member::kill);
        cluster.members().forEach(Member::start);
        cluster.awaitOneView(Duration.ofSeconds(60));
        cluster.ledger(1);
      }
      Instant to = Moment.wholeSecond(Instant.now());
      Recovery.check(cluster, Instant.now());

      cluster.judge(TIMES + " outages", from, to).assertSound();
    }
  }
}
