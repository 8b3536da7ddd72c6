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
 * @param seconds for how long
 */
public record Steady(int jobs, Duration lead, int seconds) implements Workload {
  private static final int WARM = 8;

  @Override
  public String name() {
    return "steady-" + jobs;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    Instant first = Instant.now().plus(lead);
    ensemble.register("every 0 " + jobs + " " + first.toEpochMilli() + " 1000");
    boolean late = Instant.now().isAfter(first);
    Ensemble.await(lead.plusSeconds(WARM), () -> Instant.now().isAfter(first.plusSeconds(WARM)));
    double before = ensemble.cpuSeconds();
    Ensemble.await(
        Duration.ofSeconds(seconds + 60L),
        () -> Instant.now().isAfter(first.plusSeconds(WARM + (long) seconds)));
    double cpu = ensemble.cpuSeconds() - before;
    // What is late by now counts as missed.
    Ensemble.pause(Duration.ofSeconds(2));
    return figures(ensemble.runs(), first, cpu, late);
  }

  private Map<String, Double> figures(Runs runs, Instant first, double cpu, boolean late) {
    List<Double> lateness = new ArrayList<>();
    int missed = 0;
    int more = 0;
    Map<String, List<Runs.Ran>> byJob = runs.byJob();
    for (int i = 0; i < jobs; i++) {
      long start = first.toEpochMilli() * 1_000 + 1_000_000L * i / jobs;
      // Schedulers cut fire times to milliseconds.
      start -= start % 1_000;
      List<Runs.Ran> ran = byJob.getOrDefault("job-" + i, List.of());
      for (int second = WARM; second < WARM + seconds; second++) {
        if (second < ran.size()) {
          Runs.Ran run = ran.get(second);
          long due = run.due() != 0 ? run.due() : start + 1_000_000L * second;
          lateness.add((run.started() - due) / 1e3);
        } else {
          missed++;
        }
      }
      more += Math.max(0, ran.size() - WARM - seconds - 3);
    }
    Percentiles percentiles = new Percentiles(lateness);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("late p50, ms", percentiles.at(0.5));
    figures.put("late p99, ms", percentiles.at(0.99));
    figures.put("late max, ms", percentiles.at(1));
    figures.put("CPU s/1000 runs", cpu / Math.max(1, lateness.size()) * 1_000);
    figures.put("missed", (double) missed);
    figures.put("too many", (double) more);
    figures.put("registered late", late ? 1.0 : 0.0);
    return figures;
  }
}
