package io.clockwork.launcher.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example file, doing what its comment says. */
class ExamplesIT {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("clockwork.examples", "examples"));

  @TempDir Path folder;
  private TestCluster cluster;

  @BeforeEach
  void create() {
    cluster = TestCluster.udp(folder);
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void nightlyChain_startedByHand_runsToItsEnd() throws Exception {
    // given
    start("nightly-chain.yaml");
    // when
    assertThat(cluster.client("start", "extract", "--wait").code()).isZero();
    // then
    cluster.awaitThat("the report", () -> !lines("report.txt").isEmpty());
    assertThat(lines("report.txt").get(0)).isEqualTo("loaded " + lines("extracted.txt").get(0));
  }

  @Test
  void alertOnFailure_alertsOnceAndOnlyThen() throws Exception {
    // given
    start("alert-on-failure.yaml");
    cluster.awaitThat("all clear", () -> !lines("clear.txt").isEmpty());
    assertThat(lines("alerts.txt")).isEmpty();
    // when
    assertThat(cluster.client("start", "check-disk", "--param", "limit=0", "--wait").code())
        .isEqualTo(1);
    // then
    cluster.awaitThat("the alert", () -> !lines("alerts.txt").isEmpty());
    cluster.leave();
    assertThat(lines("alerts.txt")).singleElement().asString().contains("check-disk#");
    assertThat(lines("clear.txt")).hasSize(1);
  }

  @Test
  void cleanEveryMember_runsOnEachOfThem() throws Exception {
    // when
    start("clean-every-member.yaml");
    // then
    for (String member : List.of("node-1", "node-2")) {
      cluster.awaitThat(
          "two runs on " + member,
          () ->
              lines("cleaned.txt").stream().filter(run -> run.endsWith("/" + member)).count() >= 2);
    }
    cluster.leave();
    assertThat(lines("cleaned.txt")).doesNotHaveDuplicates();
  }

  private void start(String example) throws IOException {
    cluster.jobs(Files.readString(EXAMPLES.resolve(example), UTF_8)).members("node-1", "node-2");
  }

  private List<String> lines(String file) throws IOException {
    Path path = cluster.file(file);
    return Files.exists(path) ? Files.readAllLines(path, UTF_8) : List.of();
  }
}
