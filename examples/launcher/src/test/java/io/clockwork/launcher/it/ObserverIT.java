package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverIT {
  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void observers_comingAndGoingAndDying_changeNothing() {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                jobs:
                  a: {every: 1s, overlap: allow, run: "NOTE"}
                  b: {every: 1s, overlap: allow, run: "NOTE"}
                  c: {every: 1s, overlap: allow, run: "NOTE"}
                """)
            .members("node-1", "node-2");
    Map<String, String> owners = owners();
    int before = cluster.ran("a").size();
    // when
    LauncherProcess leaving = cluster.beginClient("tail");
    LauncherProcess dying = cluster.beginClient("tail");
    cluster.awaitThat("events", () -> !leaving.out().isEmpty() && !dying.out().isEmpty());
    assertThat(owners()).isEqualTo(owners);
    assertThat(leaving.terminate()).isZero();
    dying.kill();
    // then
    assertThat(owners()).isEqualTo(owners);
    cluster.awaitRuns("a", before + 8);
    assertThat(cluster.client("members", "--output", "json").json())
        .hasSize(2)
        .allSatisfy(member -> assertThat(member).containsEntry("role", "MEMBER"));
    cluster.leave();
    for (String job : List.of("a", "b", "c")) {
      cluster.assertNoneLostOrDoubled(job, Duration.ofSeconds(1));
    }
  }

  private Map<String, String> owners() {
    return cluster.client("jobs", "--output", "json").json().stream()
        .collect(
            Collectors.toMap(
                job -> String.valueOf(job.get("name")), job -> String.valueOf(job.get("owner"))));
  }
}
