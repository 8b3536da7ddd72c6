package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clockwork.launcher.run.Processes;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoIT {
  @TempDir Path folder;

  @Test
  void demo_seesAllThatItPromisesWithinAMinute() throws Exception {
    // given
    long begin = System.nanoTime();
    LauncherProcess demo = LauncherProcess.start(folder, "demo", List.of("demo"));
    await().atMost(LauncherProcess.LIMIT).until(() -> demo.process().descendants().count() >= 3);
    List<ProcessHandle> members = demo.process().children().toList();
    // when
    demo.process().waitFor();
    // then
    String told = String.join("\n", demo.out()) + demo.err();
    assertThat(demo.process().exitValue()).as(told).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    assertThat(told).contains("Story 1", "Story 2", "Story 3", "kill -9", "All was seen");
    assertThat(members).noneMatch(Processes::isRunning);
    assertThat(folderOf(demo)).doesNotExist();
  }

  @Test
  void demo_interrupted_leavesNoProcess() {
    // given
    LauncherProcess demo = LauncherProcess.start(folder, "demo", List.of("demo"));
    await()
        .atMost(LauncherProcess.LIMIT)
        .until(() -> demo.out().stream().anyMatch(line -> line.contains("Story 2")));
    List<ProcessHandle> members = demo.process().descendants().toList();
    // when
    int code = demo.terminate();
    // then
    assertThat(code).isNotZero();
    await()
        .atMost(LauncherProcess.LIMIT)
        .until(() -> members.stream().noneMatch(Processes::isRunning));
    assertThat(folderOf(demo)).doesNotExist();
  }

  @Test
  void demo_killed_leavesNoProcess() throws Exception {
    // given
    LauncherProcess demo = LauncherProcess.start(folder, "demo", List.of("demo"));
    await().atMost(LauncherProcess.LIMIT).until(() -> demo.process().descendants().count() >= 3);
    List<ProcessHandle> members = demo.process().children().toList();
    // when
    demo.kill();
    // then
    await()
        .atMost(LauncherProcess.LIMIT)
        .until(() -> members.stream().noneMatch(Processes::isRunning));
    try (Stream<Path> left = Files.walk(folderOf(demo))) {
      left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static Path folderOf(LauncherProcess demo) {
    String line =
        demo.out().stream()
            .filter(each -> each.contains("real files in"))
            .findFirst()
            .orElseThrow();
    return Path.of(line.substring(line.indexOf('/')));
  }
}
