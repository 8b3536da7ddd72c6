package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinIT {
  private static final int JOBS = 10;

  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void members_joiningUnderLoad_takeTheirShareAndLoseOrDoubleNothing() {
    // given
    String jobs =
        IntStream.range(0, JOBS)
            .mapToObj(i -> "  job-" + i + ": {every: 1s, overlap: allow, run: \"NOTE\"}\n")
            .collect(Collectors.joining());
    cluster = TestCluster.udp(folder).jobs("jobs:\n" + jobs).members("node-1");
    cluster.awaitRuns("job-0", 2);
    // when
    cluster.members("node-2", "node-3");
    cluster.awaitThat(
        "runs on all three", () -> cluster.ran().stream().map(Ran::member).distinct().count() == 3);
    int before = cluster.ran("job-0").size();
    cluster.awaitRuns("job-0", before + 3);
    // then
    cluster.leave();
    for (int i = 0; i < JOBS; i++) {
      cluster.assertNoneLostOrDoubled("job-" + i, Duration.ofSeconds(1));
    }
    assertThat(cluster.ran()).hasSizeGreaterThan(JOBS * 4);
  }
}
