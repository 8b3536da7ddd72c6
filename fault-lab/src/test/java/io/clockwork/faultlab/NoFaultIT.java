package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five members, nothing goes wrong. */
@NeedsLab
@Order(1)
final class NoFaultIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(15, 300));

  /**
   * What the hundred may be late, for 99 of 100: {@code -Dfaultlab.p99=100} on a machine of its
   * own.
   */
  private static final Duration P99 =
      Duration.ofMillis(Long.getLong("faultlab.p99", Recovery.ON_TIME.toMillis()));

  private static final Duration FIRST_START = Duration.ofSeconds(5);
  private static final int HUNDRED = 100;
  private static final int PERCENT_99 = 99;

  @Test
  void fiveMembers_noFault_eachRunOnceAndOnTime() {
    runs(SharedCluster.KEEP_RUNNING.take());
    SharedCluster.KEEP_RUNNING.giveBack();
  }

  @Test
  @Tag("full")
  void hundredJobsASecond_noFault_eachRunOnceAndOnTime() {
    try (LabCluster cluster = LabCluster.start("no-fault", 5, LabJob.eachSecond(HUNDRED))) {
      assertThat(runs(cluster).percentile(PERCENT_99)).isLessThanOrEqualTo(P99);
    }
  }

  /**
   * Voters that have just come cannot know what was before them; that must not hold up what is due.
   */
  @Test
  void fiveVoters_comeForTheFirstTime_startWithinFiveSeconds() {
    LabCluster cluster = SharedCluster.VOTERS.take();
    assertThat(cluster.tookToStart()).as("until each job started").isLessThan(FIRST_START);
    SharedCluster.VOTERS.giveBack();
  }

  private static Verdict runs(LabCluster cluster) {
    int views = cluster.viewChanges();
    Instant from = Moment.wholeSecond(Instant.now());
    Instant to = from.plus(TIME);
    Moment.await(to.plus(Recovery.ON_TIME));

    Verdict verdict =
        cluster
            .judge(cluster.jobs().size() + " jobs a second, no fault", from, to)
            .assertComplete()
            .assertLateAtMost(Recovery.ON_TIME);
    assertThat(cluster.viewChanges()).as("views").isEqualTo(views);
    Recovery.check(cluster, Instant.now());
    return verdict;
  }
}
