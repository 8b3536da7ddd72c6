package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Plays random histories. A failing seed is replayed alone, with its trace, by {@code
 * -Dtest=SimulationTest -Dclockwork.seed=…}.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("clockwork.seeds", 200);

  @Test
  void anyHistory_noPartition_losesNothingAndDoublesNothing() throws Exception {
    Long only = Long.getLong("clockwork.seed");
    if (only != null) {
      History history = new History(only, true);
      List<String> faults = Judge.play(history);
      Path trace = Path.of("target", "simulation-" + only + ".txt");
      Files.write(trace, history.diary.trace);
      assertThat(faults).as("seed %d, traced in %s", only, trace.toAbsolutePath()).isEmpty();
      return;
    }
    long starts = 0;
    StringBuilder report = new StringBuilder();
    for (long seed : LongStream.rangeClosed(1, SEEDS).toArray()) {
      History history = new History(seed, false);
      List<String> faults = Judge.play(history);
      starts += history.diary.starts.size();
      if (!faults.isEmpty()) {
        report.append("seed ").append(seed).append(": ").append(faults.size()).append(" faults\n");
        faults.stream().limit(3).forEach(each -> report.append("    ").append(each).append('\n'));
      }
    }
    assertThat(report.toString())
        .as("faults in %d histories, seeds 1 to %d", SEEDS, SEEDS)
        .isEmpty();
    assertThat(starts).as("runs started in all histories").isGreaterThan(SEEDS * 50L);
  }
}
