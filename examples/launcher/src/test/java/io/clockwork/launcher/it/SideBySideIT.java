package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideIT {
  @TempDir Path folder;
  private final List<TestCluster> clusters = new ArrayList<>();

  @AfterEach
  void end() {
    clusters.forEach(TestCluster::close);
  }

  @Test
  void clusters_ofDifferentNames_neverMeet() throws Exception {
    // given
    TestCluster red = cluster("red");
    TestCluster blue = cluster("blue");
    // when
    red.members("node-1", "node-2");
    blue.members("node-1", "node-3");
    red.awaitRuns("red", 3);
    blue.awaitRuns("blue", 3);
    // then
    assertSees(red, "red", "node-1", "node-2");
    assertSees(blue, "blue", "node-1", "node-3");
    red.leave();
    int before = blue.ran("blue").size();
    blue.awaitRuns("blue", before + 2);
    blue.leave();
    red.assertNoneLostOrDoubled("red", Duration.ofSeconds(1));
    blue.assertNoneLostOrDoubled("blue", Duration.ofSeconds(1));
    assertThat(red.ran()).extracting(Ran::job).containsOnly("red");
    assertThat(blue.ran()).extracting(Ran::job).containsOnly("blue");
  }

  private TestCluster cluster(String job) throws IOException {
    TestCluster cluster =
        TestCluster.udp(Files.createDirectory(folder.resolve(job)))
            .jobs("jobs: {" + job + ": {every: 1s, overlap: allow, run: \"NOTE\"}}");
    clusters.add(cluster);
    return cluster;
  }

  private static void assertSees(TestCluster cluster, String job, String... members) {
    assertThat(cluster.client("members", "--output", "json").json())
        .extracting(member -> member.get("name"))
        .containsExactlyInAnyOrder((Object[]) members);
    assertThat(cluster.client("jobs", "--output", "json").json())
        .extracting(each -> each.get("name"))
        .containsExactly(job);
  }
}
