package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Jobs that are due tomorrow: what it costs to register them, and to have them.
 *
 * @param jobs how many
 * @param settle until what was started by registering has ended
 * @param seconds for how long the processor is watched
 */
public record Idle(int jobs, Duration settle, int seconds) implements Workload {
  @Override
  public String name() {
    return "idle-" + jobs;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    // The code is compiled by the first of them.
    int few = jobs / 10;
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
    ensemble.register("once " + jobs + " " + few + " " + tomorrow);
    List<Long> before = ensemble.heaps();
    Duration took = ensemble.register("once 0 " + jobs + " " + tomorrow);
    Ensemble.pause(settle);
    List<Long> after = ensemble.heaps();
    Ensemble.pause(settle);
    double cpu = ensemble.cpuSeconds();
    Loopback sent = Loopback.read();
    Ensemble.pause(Duration.ofSeconds(seconds));
    cpu = ensemble.cpuSeconds() - cpu;
    sent = Loopback.read().since(sent);
    List<Double> grown =
        IntStream.range(0, before.size())
            .mapToObj(i -> (double) (after.get(i) - before.get(i)) / jobs)
            .toList();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("registered/s", jobs / (took.toNanos() / 1e9));
    figures.put(
        "heap bytes/job, mean",
        grown.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    figures.put("heap bytes/job, most", Collections.max(grown));
    figures.put("heap bytes/job, least", Collections.min(grown));
    figures.put("idle CPU %", cpu / seconds * 100);
    figures.put("idle packets/s", (double) sent.packets() / seconds);
    figures.put("early", (double) ensemble.count());
    return figures;
  }
}
