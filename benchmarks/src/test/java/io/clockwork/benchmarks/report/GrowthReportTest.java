package io.clockwork.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clockwork.benchmarks.workload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthReportTest {
  @TempDir Path folder;

  private static Result loopback(int members, double frames) {
    return new Result(
        "loopback-500", "clockwork voters=5", members, Map.of("leaving: frames", frames), "");
  }

  @Test
  void exponent_ofASquare_isTwo() {
    assertThat(GrowthReport.exponent(new TreeMap<>(Map.of(1.0, 3.0, 10.0, 300.0))))
        .isCloseTo(2.0, within(1e-9));
  }

  @Test
  void write_growsAsTheSquare_named() throws IOException {
    new GrowthReport(List.of(loopback(10, 100), loopback(100, 10_000))).write(folder);

    assertThat(Files.readString(folder.resolve("growth.md")))
        .contains("| leaving: frames voters=5 | 100 | 10,000 | 2.00, **worse than linear** |");
    assertThat(folder.resolve("members-handover.svg")).exists();
  }

  @Test
  void write_growsInProportion_notNamed() throws IOException {
    new GrowthReport(List.of(loopback(10, 100), loopback(100, 1_000))).write(folder);

    assertThat(Files.readString(folder.resolve("growth.md")))
        .contains("1.00 |")
        .doesNotContain("**");
  }
}
