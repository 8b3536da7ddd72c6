package io.clockwork.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.benchmarks.workload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The harness as a whole, with real processes, a second or so a row. Nothing of it is timed. */
class HarnessIT {
  /** The others count what is not run soon as lost, and the machine may be busy. */
  private static final Set<String> PATIENT = Set.of("burst-500", "hop", "force");

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void all_smoke_everyRowPlayedWithoutLossAndReported() throws IOException {
    int code = new CommandLine(new AllCommand()).execute("--smoke", "--into", folder.toString());

    List<Result> results = new Results(folder.resolve("results.jsonl")).read();
    assertThat(code).as("results %s", results).isZero();
    assertThat(results).extracting(Result::workload).contains("burst-500", "steady-100", "hop");
    for (Result result : results) {
      if (!result.reason().startsWith("not played")) {
        assertThat(result.figures()).as("%s", result).isNotEmpty();
        assertThat(result.figures().getOrDefault("doubled", 0.0)).as("%s", result).isZero();
        if (PATIENT.contains(result.workload())) {
          assertThat(result.figures().get("lost")).as("%s", result).isZero();
        }
      }
    }
    assertThat(Files.readString(folder.resolve("results.md"))).contains("## burst-500");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }
}
