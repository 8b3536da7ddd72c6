package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that are due once a second each, spread evenly over the second.
 *
 * @param jobs how many
 * @param lead how long before they are registered
 * @param warm seconds before it counts
 * @param seconds for how long it counts
 */
public record Steady(int jobs, Duration lead, int warm, int seconds) implements Workload {
  /** Beside the name, what is not run by then counts as missed. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "steady-" + jobs;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    Instant first = Instant.now().plus(lead);
    ensemble.register("every 0 " + jobs + " " + first.toEpochMilli() + " 1000");
    boolean late = Instant.now().isAfter(first);
    Instant from = first.plusSeconds(warm);
    Ensemble.pauseUntil(from);
    double before = ensemble.cpuSeconds();
    Loopback sent = Loopback.read();
    Ensemble.pauseUntil(from.plusSeconds(seconds));
    double cpu = ensemble.cpuSeconds() - before;
    sent = Loopback.read().since(sent);
    Ensemble.pause(GRACE);
    Map<String, Double> figures = figures(ensemble.runs(), first.toEpochMilli() * 1_000);
    double runs = Math.max(1, (double) jobs * seconds - figures.getOrDefault("lost", 0.0));
    figures.put("CPU s/1000 runs", cpu / runs * 1_000);
    figures.put("packets/run", sent.packets() / runs);
    figures.put("bytes/run", sent.bytes() / runs);
    figures.put("registered late", late ? 1.0 : 0.0);
    return figures;
  }

  /** Returns how late the runs were, and what was amiss. */
  Map<String, Double> figures(Runs runs, long first) {
    List<Double> lateness = new ArrayList<>();
    int lost = 0;
    int doubled = 0;
    int early = 0;
    Map<String, List<Runs.Ran>> byJob = runs.byJob();
    for (int i = 0; i < jobs; i++) {
      long start = first + 1_000_000L * i / jobs;
      long from = start + 1_000_000L * warm;
      Judge judge =
          Judge.of(
              byJob.getOrDefault("job-" + i, List.of()),
              start,
              1_000_000,
              // Fire times that were cut to milliseconds still belong to it.
              from - 1_000,
              from - 1_000 + 1_000_000L * seconds);
      lateness.addAll(judge.lateness());
      lost += judge.lost();
      doubled += judge.doubled();
      early += judge.early();
    }
    Percentiles percentiles = new Percentiles(lateness);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("late p50, ms", percentiles.at(0.5));
    figures.put("late p99, ms", percentiles.at(0.99));
    figures.put("late max, ms", percentiles.at(1));
    figures.put("lost", (double) lost);
    figures.put("doubled", (double) doubled);
    figures.put("early", (double) early);
    return figures;
  }
}
