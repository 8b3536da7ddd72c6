package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.simulation.Liveness.Share;
import io.clockwork.internal.simulation.SplitJudge.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Plays random hours of clusters with named voters on networks that are cut. A failing seed is
 * replayed alone, with its trace, by {@code -Dtest=SplitSimulationTest -Dclockwork.seed=…}, and one
 * of an engine with a bug with {@code -Dclockwork.bug=…} besides; {@code -Dclockwork.seeds=…} says
 * how many there are.
 */
class SplitSimulationTest {
  private static final int SEEDS = Integer.getInteger("clockwork.seeds", 500);
  private static final long FIRST = Long.getLong("clockwork.firstSeed", 1);
  private static final Share NONE = new Share(0, 0, 0);

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void anyHistory_ofNamedVoters_losesNothingAndDoublesNothing() throws Exception {
    Long only = Long.getLong("clockwork.seed");
    if (only != null) {
      Planted bug = Planted.valueOf(System.getProperty("clockwork.bug", "NOTHING"));
      SplitHistory history = new SplitHistory(only, true, bug);
      List<String> faults = SplitJudge.play(history).faults();
      Path trace = Path.of("target", "split-simulation-" + only + ".txt");
      Files.write(trace, history.diary.trace);
      assertThat(faults).as("seed %d, traced in %s", only, trace.toAbsolutePath()).isEmpty();
      return;
    }
    LongAdder starts = new LongAdder();
    AtomicReference<Share> after10 = new AtomicReference<>(NONE);
    AtomicReference<Share> after3 = new AtomicReference<>(NONE);
    Map<Long, List<String>> found = new ConcurrentSkipListMap<>();
    LongStream.concat(
            LongStream.range(FIRST, FIRST + SEEDS),
            LongStream.range(SplitHistory.CRUEL, SplitHistory.CRUEL + SEEDS / 10))
        .parallel()
        .forEach(
            seed -> {
              SplitHistory history = new SplitHistory(seed, false);
              Verdict verdict = SplitJudge.play(history);
              starts.add(history.diary.starts.size());
              after10.accumulateAndGet(verdict.after10(), Share::plus);
              after3.accumulateAndGet(verdict.after3(), Share::plus);
              if (!verdict.faults().isEmpty()) {
                found.put(seed, verdict.faults());
              }
            });
    StringBuilder report = new StringBuilder();
    found.forEach(
        (seed, faults) -> {
          report.append("seed ").append(seed).append(": ").append(faults.size()).append(" faults");
          faults.stream().limit(3).forEach(each -> report.append("\n    ").append(each));
          report.append('\n');
        });
    String live = "from 10 s on " + after10.get().text() + "; from 3 s on " + after3.get().text();
    Files.writeString(
        Path.of("target", "split-simulation.txt"),
        SEEDS
            + " hours, "
            + starts.sum()
            + " runs; where somebody could start them: "
            + live
            + "\n"
            + report);
    assertThat(report.toString()).as("faults in %d histories; %s", SEEDS, live).isEmpty();
    assertThat(starts.sum()).as("runs started in all histories").isGreaterThan(SEEDS * 50L);
  }
}
