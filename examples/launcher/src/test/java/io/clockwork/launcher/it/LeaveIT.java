package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.launcher.run.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaveIT {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void owner_askedToLeave_handsOverWithoutAGapAndItsRunsEnd() throws Exception {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                jobs:
                  pulse: {every: 1s, overlap: allow, run: "NOTE"}
                  long: {run: "NOTE; touch begun; sleep 3; touch ended"}
                """)
            .members("node-1", "node-2", "node-3");
    cluster.awaitRuns("pulse", 2);
    String owner = cluster.owner("pulse");
    assertThat(cluster.client("start", "long", "--on", owner).code()).isZero();
    cluster.awaitThat("the long run", () -> Files.exists(cluster.file("begun")));
    // when
    int code = cluster.member(owner).terminate();
    // then
    assertThat(code).as(cluster.member(owner).err()).isZero();
    assertThat(cluster.file("ended")).exists();
    int before = cluster.ran("pulse").size();
    cluster.awaitRuns("pulse", before + 3);
    assertThat(cluster.client("runs", "long", "--output", "json").json())
        .singleElement()
        .satisfies(run -> assertThat(run).containsEntry("state", "SUCCEEDED"));
    cluster.leave();
    cluster.assertNoneLostOrDoubled("pulse", PERIOD);
    assertThat(cluster.ran("pulse"))
        .allSatisfy(
            ran ->
                assertThat(Duration.between(ran.fireTime(), ran.at()))
                    .isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  void run_longerThanTheGraceAndDeafToSigterm_isKilledAndLeavesNoProcess() throws Exception {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                grace: 1s
                jobs:
                  long: {run: "NOTE; trap '' TERM; echo $$ > pid; while :; do sleep 1; done"}
                """)
            .members("node-1", "node-2");
    assertThat(cluster.client("start", "long", "--on", "node-1").code()).isZero();
    cluster.awaitThat(
        "the long run",
        () ->
            Files.exists(cluster.file("pid")) && !Files.readString(cluster.file("pid")).isBlank());
    long pid = Long.parseLong(Files.readString(cluster.file("pid")).strip());
    // when
    int code = cluster.member("node-1").terminate();
    // then
    assertThat(code).isZero();
    assertThat(ProcessHandle.of(pid).filter(Processes::isRunning)).isEmpty();
    cluster.awaitThat(
        "the failure at node-2",
        () ->
            cluster.client("runs", "long", "--output", "json").json().stream()
                .anyMatch(
                    run ->
                        "FAILED".equals(run.get("state"))
                            && String.valueOf(run.get("reason")).contains("SIGKILL")));
    cluster.leave();
    assertThat(cluster.ran()).hasSize(1);
  }
}
