package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Plays random histories. A failing seed is replayed alone, with its trace, by {@code
 * -Dtest=SimulationTest -Dclockwork.seed=…}, and one of an engine with a bug with {@code
 * -Dclockwork.bug=…} besides; {@code -Dclockwork.seeds=…} says how many there are.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("clockwork.seeds", 200);

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void anyHistory_noPartition_losesNothingAndDoublesNothing() throws Exception {
    Long only = Long.getLong("clockwork.seed");
    if (only != null) {
      Planted bug = Planted.valueOf(System.getProperty("clockwork.bug", "NOTHING"));
      History history = new History(only, true, bug);
      List<String> faults = Judge.play(history);
      Path trace = Path.of("target", "simulation-" + only + ".txt");
      Files.write(trace, history.diary.trace);
      assertThat(faults).as("seed %d, traced in %s", only, trace.toAbsolutePath()).isEmpty();
      return;
    }
    LongAdder starts = new LongAdder();
    Map<Long, List<String>> found = new ConcurrentSkipListMap<>();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              History history = new History(seed, false);
              List<String> faults = Judge.play(history);
              starts.add(history.diary.starts.size());
              if (!faults.isEmpty()) {
                found.put(seed, faults);
              }
            });
    StringBuilder report = new StringBuilder();
    found.forEach(
        (seed, faults) -> {
          report.append("seed ").append(seed).append(": ").append(faults.size()).append(" faults");
          faults.stream().limit(3).forEach(each -> report.append("\n    ").append(each));
          report.append('\n');
        });
    assertThat(report.toString())
        .as("faults in %d histories, seeds 1 to %d", SEEDS, SEEDS)
        .isEmpty();
    assertThat(starts.sum()).as("runs started in all histories").isGreaterThan(SEEDS * 50L);
  }
}
