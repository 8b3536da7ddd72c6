package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All members are killed at once, at any time of a second, and started again. */
@NeedsLab
@Order(4)
final class OutageIT {
  private static final int TIMES = Form.of(1, 20);
  private static final int JOBS = 5;
  private static final int SECOND = 1000;
  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final Duration TO_START = Duration.ofSeconds(60);

  @Test
  void allMembers_killed_goOnWhereTheyWere() {
    long seed = Form.seed();
    Random random = new Random(seed);
    List<LabJob> jobs = new ArrayList<>(LabJob.eachSecond(JOBS));
    jobs.addAll(LabJob.eachSecondAtLeastOnce(JOBS));
    try (LabCluster cluster = LabCluster.start("outage", 5, List.copyOf(jobs), LabCluster.VOTERS)) {
      cluster.report("seed " + seed);
      Instant from = Moment.wholeSecond(Instant.now());
      for (int n = 0; n < TIMES; n++) {
        Moment.await(
            Moment.wholeSecond(Instant.now().plus(BETWEEN)).plusMillis(random.nextInt(SECOND)));
        cluster.members().forEach(Member::kill);
        cluster.members().forEach(Member::start);
        cluster.awaitOneView(TO_START);
        cluster.ledger(1);
      }
      Instant to = Moment.wholeSecond(Instant.now());
      Recovery.check(cluster, Instant.now());

      cluster.judge(TIMES + " outages", from, to).assertSound();
    }
  }
}
