package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three stories of the design, between real processes. */
class StoriesIT {
  @TempDir Path folder;
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                jobs:
                  check: {on: {member: node-1}, run: "NOTE; echo disk is full; exit 3"}
                  page-ops: {after: failure(check), on: {member: node-2}, run: "NOTE"}
                  not-on-failure: {after: success(check), run: "NOTE"}
                  extract: {on: {member: node-1}, run: "NOTE"}
                  load: {after: success(extract), on: {member: node-2}, run: "NOTE"}
                  both: {after: success(extract) and success(load), on: {member: node-3}, run: "NOTE"}
                  report: {run: "NOTE; echo for $CLOCKWORK_PARAM_DAY"}
                """)
            .members("node-1", "node-2", "node-3");
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void failure_onOneMember_makesAnotherReactAndAlertsAClientOnce() {
    // given
    LauncherProcess tail = cluster.beginClient("tail", "--output", "json");
    cluster.awaitThat("tail sees events", () -> seesItself(tail));
    // when
    Result started = cluster.client("start", "check", "--wait");
    // then
    assertThat(started.code()).as(started.err()).isEqualTo(1);
    String run = started.out().get(0);
    assertThat(run).startsWith("check#");
    assertThat(started.out().get(1)).startsWith("FAILED on node-1").endsWith("exit code 3");
    cluster.awaitRuns("page-ops", 1);
    assertThat(cluster.ran("page-ops").get(0).member()).isEqualTo("node-2");
    Map<String, Object> shown = cluster.client("show", run, "--output", "json").json().get(0);
    assertThat(shown)
        .containsEntry("reason", "exit code 3")
        .containsEntry("output", "disk is full\n");
    cluster.awaitThat("the alert", () -> alerts(tail) >= 1);
    cluster.leave();
    assertThat(alerts(tail)).isEqualTo(1);
    assertThat(cluster.ran("not-on-failure")).isEmpty();
    assertThat(cluster.ran()).hasSize(2);
    cluster.assertNoneDoubled();
  }

  @Test
  void success_onOneMember_startsTheJobsOfOthersThatWaitForIt() {
    // when
    Result started = cluster.client("start", "extract", "--wait");
    // then
    assertThat(started.code()).as(started.err()).isZero();
    cluster.awaitRuns("both", 1);
    cluster.leave();
    assertThat(cluster.ran()).extracting(Ran::member).containsExactly("node-1", "node-2", "node-3");
    String order = started.out().get(0).replace("extract#", "");
    assertThat(cluster.ran())
        .extracting(ran -> ran.run().toString())
        .containsExactly("extract#" + order, "load#" + order, "both#" + order);
  }

  @Test
  void order_toACertainMember_isCarriedOutThereAndSeenByAll() {
    // when
    Result started =
        cluster.client(
            "start",
            "report",
            "--on",
            "node-3",
            "--param",
            "day=monday",
            "--wait",
            "--output",
            "json");
    // then
    assertThat(started.code()).as(started.err()).isZero();
    List<Map<String, Object>> lines = started.json();
    assertThat(lines.get(0)).containsEntry("member", "node-3").containsKey("orderId");
    assertThat(lines.get(1))
        .containsEntry("run", lines.get(0).get("run"))
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("output", "for monday\n");
    cluster.leave();
    assertThat(cluster.ran()).hasSize(1);
    assertThat(cluster.ran().get(0).member()).isEqualTo("node-3");
  }

  @Test
  void order_repeatedUnderOneId_startsOneRun() {
    // when
    Result first = cluster.client("start", "report", "--order-id", "monday-1", "--wait");
    Result second = cluster.client("start", "report", "--order-id", "monday-1", "--wait");
    // then
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out().get(0)).isEqualTo(first.out().get(0)).isEqualTo("report#monday-1");
    cluster.leave();
    assertThat(cluster.ran()).hasSize(1);
  }

  /**
   * A client hears of whoever comes after it, so another client shows when the first one listens.
   */
  private boolean seesItself(LauncherProcess tail) {
    cluster.client("members");
    return !tail.out().isEmpty();
  }

  private static long alerts(LauncherProcess tail) {
    return tail.out().stream()
        .map(Result::object)
        .filter(event -> "RunFailed".equals(event.get("event")))
        .filter(event -> "check".equals(event.get("job")))
        .count();
  }
}
