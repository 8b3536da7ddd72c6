package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All members are killed at once, and what they knew is on their disks. */
class JournalRestartIT {
  private static final String[] MEMBERS = {"n1", "n2", "n3"};

  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  private Map<String, Object> onlyRun(String job) {
    List<Map<String, Object>> runs = cluster.client("runs", job, "--output", "json").json();
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  @Test
  void clusterWhoseMembersAreAllKilled_startedAgain_goesOnFromItsJournals() {
    // given: due once they are back, or meanwhile, and then made up for
    Instant later = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(30);
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                voters: [n1, n2, n3]
                jobs:
                  pulse: {every: 1s, overlap: allow, run: "NOTE"}
                  later: {at: "LATER", deadline: 120s, run: "NOTE"}
                  again: {recovery: at-least-once, run: "NOTE; test $CLOCKWORK_ATTEMPT != 1 || sleep 300"}
                  never: {run: "NOTE; sleep 300"}
                  a: {run: "NOTE"}
                  b: {after: success(a), recovery: at-least-once, run: "NOTE; test $CLOCKWORK_ATTEMPT != 1 || sleep 300"}
                  both: {after: success(a) and success(b), run: "NOTE"}
                  ordered: {run: "NOTE"}
                """
                    .replace("LATER", later.toString()))
            .members(MEMBERS);
    cluster.awaitRuns("pulse", 2);
    // given: a condition half met, runs in flight, an order that was acknowledged
    assertThat(cluster.client("start", "a", "--wait").code()).isZero();
    Result order = cluster.client("start", "ordered", "--order-id", "night-1");
    assertThat(order.code()).as(order.err()).isZero();
    assertThat(cluster.client("start", "again").code()).isZero();
    assertThat(cluster.client("start", "never").code()).isZero();
    for (String job : List.of("ordered", "again", "never", "b")) {
      cluster.awaitRuns(job, 1);
    }
    // when
    for (String each : MEMBERS) {
      cluster.member(each).killAll();
    }
    for (String each : MEMBERS) {
      cluster.member(each).exitCode();
    }
    assertThat(cluster.ran("both")).isEmpty();
    int before = cluster.ran("pulse").size();
    cluster.members(MEMBERS);
    // then: what was in flight is done again or given up, as its job says
    cluster.awaitRuns("again", 2);
    cluster.awaitThat("the end of again", () -> "SUCCEEDED".equals(onlyRun("again").get("state")));
    assertThat(onlyRun("again")).containsEntry("attempt", 2);
    cluster.awaitThat("the loss of never", () -> "LOST".equals(onlyRun("never").get("state")));
    assertThat(onlyRun("never")).containsEntry("attempt", 1);
    // then: the order has no second effect
    Result repeated = cluster.client("start", "ordered", "--order-id", "night-1");
    assertThat(repeated.code()).as(repeated.err()).isZero();
    assertThat(repeated.out()).isEqualTo(order.out());
    // then: the other half of the condition is enough
    cluster.awaitRuns("b", 2);
    cluster.awaitRuns("both", 1);
    // then: schedules go on
    cluster.awaitRuns("later", 1);
    cluster.awaitRuns("pulse", before + 5);
    cluster.leave();
    assertThat(cluster.ran())
        .filteredOn(run -> !List.of("again", "b").contains(run.job()))
        .extracting(Ran::run)
        .doesNotHaveDuplicates();
    for (String job : List.of("later", "never", "ordered", "a", "both")) {
      assertThat(cluster.ran(job)).as(job).hasSize(1);
    }
    assertThat(cluster.ran("again")).hasSize(2);
    assertThat(cluster.ran("b")).hasSize(2);
  }
}
