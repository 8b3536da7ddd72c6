package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member's process is killed, and started again a little later. */
@NeedsLab
@Order(4)
final class KillIT {
  private static final Duration TAKEN_OVER = Duration.ofSeconds(2);
  private static final Duration DOWN = Duration.ofSeconds(5);
  private static final int TIMES = Form.of(3, 30);
  private static final int VICTIMS = 3;
  private static final int LEDGER_EVERY = 5;
  private static final int JOBS = 10;

  /** When in a second the kill comes: within the burst of starts, between two, just before one. */
  private static final List<Integer> PHASES = List.of(30, 500, 970, 10, 60, 120, 990);

  private final List<Instant> outages = new ArrayList<>();

  @Test
  @Tag("full")
  void killedMember_ownerCoordinatorOrAny_isReplacedWithinTwoSeconds() {
    kills("kill", LabJob.eachSecond(JOBS));
  }

  /**
   * Half of the jobs must get a run that ends for each fire time, in another attempt if need be.
   */
  @Test
  void killedMember_withJobsOfBothRecoveries_losesNoneAndDoublesNone() {
    List<LabJob> jobs = new ArrayList<>(LabJob.eachSecond(JOBS / 2));
    jobs.addAll(LabJob.eachSecondAtLeastOnce(JOBS / 2));
    kills("kill-recovery", List.copyOf(jobs));
  }

  private void kills(String row, List<LabJob> jobs) {
    try (LabCluster cluster = LabCluster.start(row, 5, jobs)) {
      Instant from = Moment.wholeSecond(Instant.now());
      Moment.await(from.plusSeconds(2));
      for (int n = 0; n < TIMES; n++) {
        kill(cluster, n, victim(cluster, n));
        if (n % LEDGER_EVERY == LEDGER_EVERY - 1) {
          cluster.ledger(1);
        }
      }
      Instant to = Moment.wholeSecond(Instant.now());
      Recovery.check(cluster, Instant.now());

      cluster.judge(TIMES + " kills", from, to).assertSound();
      for (Instant killed : outages) {
        cluster
            .judge("due in the 5 s after a kill", killed, killed.plus(DOWN))
            .assertComplete()
            .assertLateAtMost(TAKEN_OVER);
      }
    }
  }

  private static Member victim(LabCluster cluster, int n) {
    return switch (n % VICTIMS) {
      case 0 -> cluster.ownerBesideCoordinator();
      case 1 -> cluster.coordinator();
      default -> cluster.members().get(n % cluster.members().size());
    };
  }

  private void kill(LabCluster cluster, int n, Member victim) {
    boolean coordinator = victim == cluster.coordinator();
    Moment.await(
        Moment.wholeSecond(Instant.now().plusMillis(100))
            .plusMillis(PHASES.get(n % PHASES.size())));
    Instant killed = victim.kill();
    Instant noticed = cluster.awaitOneView(Recovery.BOUND);
    Duration took = Duration.between(killed, noticed);
    cluster.report(
        "kill -9 of %s%s: view without it after %d ms"
            .formatted(victim.name(), coordinator ? ", the coordinator" : "", took.toMillis()));
    Moment.await(killed.plus(DOWN));
    victim.start();
    cluster.awaitOneView(Duration.ofSeconds(60));
    outages.add(killed);
    assertThat(took).as("until the view is without %s", victim.name()).isLessThan(TAKEN_OVER);
  }
}
