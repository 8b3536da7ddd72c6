package io.clockwork.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs each example, and looks at what it prints. */
class ExamplesIT {
  private final PrintStream console = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setProperty("cluster", "examples-" + UUID.randomUUID());
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(console);
    System.clearProperty("cluster");
    console.println(printed.toString(UTF_8));
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }

  private long count(String part) {
    return lines().stream().filter(line -> line.contains(part)).count();
  }

  private void awaitLines(String part, int count) {
    Awaitility.await(part).atMost(Duration.ofSeconds(60)).until(() -> count(part) >= count);
  }

  @Test
  void helloCluster_startedTwice_printsEachSecondOnOneOfThem() {
    try (Clockwork first = HelloCluster.start("node-1")) {
      try (Clockwork second = HelloCluster.start("node-2")) {
        assertThat(second.client().nodes()).hasSize(2);
        awaitLines("runs hello@", 2);
      }
      awaitLines(first.self().name() + " runs hello@", (int) count("node-1 runs") + 1);
    }
    List<String> runs = lines().stream().map(line -> line.replaceAll(".* runs ", "")).toList();
    assertThat(runs).doesNotHaveDuplicates();
  }

  @Test
  void failureReaction_always_isHeardByBothAndAnsweredOnce() throws Exception {
    FailureReaction.main(new String[0]);
    for (String node : List.of("node-1", "node-2")) {
      assertThat(lines())
          .contains(
              node
                  + " hears: extract failed on node-1: java.lang.IllegalStateException: the source"
                  + " is not there");
    }
    assertThat(count("page-ops runs on node-2")).isEqualTo(1);
  }

  @Test
  void dependency_always_runsInOrderAcrossMembers() throws Exception {
    Dependency.main(new String[0]);
    assertThat(count("node-1: extract@")).isGreaterThanOrEqualTo(2);
    assertThat(count("node-2: load@")).isGreaterThanOrEqualTo(2);
    assertThat(count("node-1: report@")).isGreaterThanOrEqualTo(2);
    assertThat(lines())
        .anyMatch(line -> line.matches("node-2: load@(.*), by condition met by \\[extract@\\1]"));
  }

  @Test
  void forceStart_always_runsOnceWithItsParameters() throws Exception {
    ForceStart.main(new String[0]);
    assertThat(lines())
        .contains("done: extract on node-1", "again, the same run: true")
        .containsOnlyOnce("extract runs with {day=2026-12-01}")
        .anyMatch(line -> line.matches("node-1 hears: started, by order [0-9a-f]+ by admin"));
  }

  @Test
  void oncePerCluster_always_tellsOnceAndCountsOnEach() throws Exception {
    OncePerCluster.main(new String[0]);
    assertThat(count("mail sent")).isEqualTo(1);
    assertThat(lines())
        .contains("counted on node-1", "counted on node-2", "counted on node-3", "3 members")
        .contains("mail is owned by one of [node-1, node-2, node-3]");
  }

  @Test
  void runtimeJobs_always_comeChangeAndGo() throws Exception {
    RuntimeJobs.main(new String[0]);
    assertThat(count("clean runs")).isGreaterThanOrEqualTo(3);
    assertThat(lines())
        .anyMatch(line -> line.startsWith("now ") && line.contains("0 0 3 ? * SUN"))
        .anyMatch(line -> line.startsWith("refused: ") && line.contains("never fires"))
        .endsWith("removed: true", "0 jobs");
  }
}
