package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that are all due once, at one instant.
 *
 * @param jobs how many
 * @param lead how long before they are registered
 */
public record Burst(int jobs, Duration lead) implements Workload {
  private static final int WARM = 3;
  private static final Duration MOST = Duration.ofSeconds(150);

  @Override
  public String name() {
    return "burst-" + jobs;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    // Small ones first, so that the code is compiled and the connections are warm.
    int few = Math.min(jobs, 5_000);
    int warmed = 0;
    for (int round = 0; round < WARM; round++) {
      Instant warm = Instant.now().plus(lead.dividedBy(2));
      ensemble.register("once " + (jobs + warmed) + " " + few + " " + warm.toEpochMilli());
      warmed += few;
      ensemble.awaitRuns(warmed, lead.plusSeconds(15), MOST);
    }
    int before = ensemble.count();
    Instant at = Instant.now().plus(lead);
    Duration registered = ensemble.register("once 0 " + jobs + " " + at.toEpochMilli());
    boolean late = Instant.now().isAfter(at.minusMillis(200));
    Ensemble.await(lead, () -> Instant.now().isAfter(at.minusMillis(100)));
    double used = ensemble.cpuSeconds();
    int count = ensemble.awaitRuns(before + jobs, Duration.ofSeconds(20), MOST);
    double cpu = ensemble.cpuSeconds() - used;
    long due = at.toEpochMilli() * 1_000;
    List<Runs.Ran> ran =
        ensemble.runs().all().stream().filter(run -> number(run.job()) < jobs).toList();
    long distinct = ran.stream().map(Runs.Ran::job).distinct().count();
    long first = Math.max(due, ran.isEmpty() ? due : ran.get(0).started());
    long last = ran.isEmpty() ? due : ran.get(ran.size() - 1).started();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("runs/s", ran.size() / Math.max(1e-6, (last - due) / 1e6));
    figures.put("first start, ms", (first - due) / 1e3);
    figures.put("CPU s/1000 runs", cpu / Math.max(1, ran.size()) * 1_000);
    figures.put("registered/s", jobs / (registered.toNanos() / 1e9));
    figures.put("lost", (double) (jobs - distinct));
    figures.put("doubled", (double) (ran.size() - distinct));
    figures.put("early", (double) ran.stream().filter(run -> run.started() < due).count());
    figures.put("unfinished", count < before + jobs ? 1.0 : 0.0);
    figures.put("registered late", late ? 1.0 : 0.0);
    return figures;
  }

  private static int number(String job) {
    return Integer.parseInt(job.substring(job.indexOf('-') + 1));
  }
}
