package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverIT {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void owner_killed_isFollowedByAnotherThatLeavesNoFireTimeOut() {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs("jobs: {pulse: {every: 1s, overlap: allow, run: \"NOTE\"}}")
            .members("node-1", "node-2", "node-3");
    cluster.awaitRuns("pulse", 2);
    String owner = cluster.owner("pulse");
    // when
    cluster.member(owner).kill();
    int before = cluster.ran("pulse").size();
    cluster.awaitRuns("pulse", before + 6);
    // then
    List<Ran> after = cluster.ran("pulse").subList(before, before + 6);
    assertThat(after).extracting(Ran::member).doesNotContain(owner);
    assertThat(Duration.between(cluster.ran("pulse").get(before - 1).at(), after.get(0).at()))
        .isLessThan(Duration.ofSeconds(10));
    List<Map<String, Object>> runs = cluster.client("runs", "pulse", "--output", "json").json();
    cluster.leave();
    cluster.assertNoneDoubled();
    cluster.assertOnlyLostWith(owner, "pulse", PERIOD, runs);
  }

  @Test
  void jobsOfTheDead_boundToIt_waitAndSayWhy() {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs("jobs: {bound: {every: 1s, on: {member: node-1}, run: \"NOTE\"}}")
            .members("node-1", "node-2");
    cluster.awaitRuns("bound", 1);
    // when
    cluster.member("node-1").kill();
    cluster.awaitThat("the view without node-1", () -> cluster.client("members").out().size() == 2);
    // then
    Result why = cluster.client("why", "bound");
    assertThat(why.code()).isZero();
    assertThat(String.join(" ", why.out())).contains("node-1");
    Result refused = cluster.client("start", "bound");
    assertThat(refused.code()).as(refused.err()).isEqualTo(5);
    cluster.leave();
    cluster.assertNoneDoubled();
  }
}
