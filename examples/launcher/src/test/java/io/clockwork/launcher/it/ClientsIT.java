package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: exit codes, lines, JSON, and an answer in time. */
class ClientsIT {
  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void client_beforeAnyMember_saysThatThereIsNone() {
    // given
    cluster = TestCluster.udp(folder);
    // when
    Result result = cluster.client("jobs", "--find-timeout", "2s");
    // then
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
  }

  @Test
  void clients_ofALivingCluster_answerEachInItsWay() throws Exception {
    // given
    cluster =
        TestCluster.udp(folder)
            .jobs(
                """
                labels: {zone: eu}
                jobs:
                  pulse: {every: 1s, overlap: allow, on: {labels: {zone: eu}}, run: "NOTE"}
                  load: {after: success(pulse) and success(later), run: "NOTE"}
                  slow: {run: "NOTE; sleep 30"}
                  elsewhere: {on: {member: node-9}, run: "NOTE"}
                """)
            .members("node-1", "node-2");
    cluster.awaitRuns("pulse", 1);
    // then: members
    Result members = cluster.client("members");
    assertThat(members.code()).isZero();
    assertThat(members.err()).isEmpty();
    assertThat(members.out()).hasSize(3);
    assertThat(members.out().get(0)).matches("NAME +ROLE +COORDINATOR +LABELS");
    assertThat(members.out())
        .filteredOn(line -> line.matches("node-. +MEMBER +yes +zone=eu"))
        .hasSize(1);
    // jobs
    Result jobs = cluster.client("jobs");
    assertThat(jobs.out()).hasSize(5);
    assertThat(jobs.out()).anyMatch(line -> line.contains("(unknown: later)"));
    assertThat(cluster.client("jobs", "--output", "json").json())
        .extracting(job -> job.get("name"))
        .containsExactly("elsewhere", "load", "pulse", "slow");
    // runs and show
    Result runs = cluster.client("runs", "pulse", "--output", "json");
    assertThat(runs.json())
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run).containsEntry("job", "pulse"));
    String run = String.valueOf(runs.json().get(0).get("run"));
    assertThat(cluster.client("show", run).out()).contains("run         " + run);
    assertThat(cluster.client("show", "load").out()).anyMatch(line -> line.startsWith("when"));
    // why
    Result why = cluster.client("why", "load");
    assertThat(String.join(" ", why.out())).contains("later");
    // what does not exist
    assertThat(cluster.client("why", "nothing").code()).isEqualTo(4);
    assertThat(cluster.client("show", "nothing").code()).isEqualTo(4);
    assertThat(cluster.client("runs", "nothing").code()).isEqualTo(4);
    assertThat(cluster.client("start", "nothing").code()).isEqualTo(4);
    assertThat(cluster.client("show", "pulse@2020-01-01T00:00:00Z").code()).isEqualTo(4);
    // what cannot be
    assertThat(cluster.client("show", "pulse@yesterday").code()).isEqualTo(2);
    assertThat(cluster.client("start", "pulse", "--on", "node-9").code()).isEqualTo(5);
    assertThat(cluster.client("start", "elsewhere").code()).isEqualTo(5);
    assertThat(cluster.client("start", "pulse", "--timeout", "1s").code()).isEqualTo(2);
    // what does not end in time
    Result slow = cluster.client("start", "slow", "--wait", "--timeout", "1s");
    assertThat(slow.code()).as(slow.err()).isEqualTo(124);
    assertThat(slow.out()).hasSize(1);
    cluster.assertNoneDoubled();
  }

  @Test
  void client_whenMembersAreThere_answersWithinThreeSeconds() {
    // given
    cluster = TestCluster.udp(folder).jobs("jobs: {a: {run: x}}").members("node-1", "node-2");
    // when: the best of three, for the machine may be busy
    Duration best =
        Stream.generate(
                () -> {
                  long begin = System.nanoTime();
                  assertThat(cluster.client("jobs").code()).isZero();
                  return Duration.ofNanos(System.nanoTime() - begin);
                })
            .limit(3)
            .min(Duration::compareTo)
            .orElseThrow();
    // then
    assertThat(best).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void tail_whoseReaderIsGone_endsQuietly() throws Exception {
    // given
    cluster =
        TestCluster.udp(folder).jobs("jobs: {pulse: {every: 1s, run: \"NOTE\"}}").members("node-1");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = Path.of(System.getProperty("clockwork.jar")).toAbsolutePath().toString();
    List<String> pipe =
        List.of(
            "sh",
            "-c",
            "{ \"$0\" -jar \"$1\" tail --bind 127.0.0.1 --cluster \"$2\"; echo $? >&2; } | head -1",
            java,
            jar,
            cluster.name());
    // when
    Process process =
        new ProcessBuilder(pipe)
            .redirectOutput(cluster.file("pipe.out").toFile())
            .redirectError(cluster.file("pipe.err").toFile())
            .start();
    // then
    assertThat(process.waitFor(LauncherProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(cluster.file("pipe.out")).content().hasLineCount(1);
    assertThat(cluster.file("pipe.err")).hasContent("0\n");
  }
}
