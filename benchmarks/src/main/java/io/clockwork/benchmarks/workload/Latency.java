package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing at a time, again and again: an administrator starts a job, or a job on one member
 * starts because another succeeded on another member.
 *
 * @param hop whether the second is measured
 * @param rounds how often; a third of it again comes first, to warm up
 */
public record Latency(boolean hop, int rounds) implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MOST = Duration.ofSeconds(120);

  @Override
  public String name() {
    return hop ? "hop" : "force";
  }

  @Override
  public boolean wantsAdmin() {
    return true;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    ensemble.register(hop ? "pair first-0 second-0" : "idle first-0");
    if (!ensemble.admin().setup().isAdmin()) {
      throw new IllegalStateException("no administrator's process");
    }
    tellAdmin(ensemble);
    List<Long> ordered = new ArrayList<>();
    int each = hop ? 2 : 1;
    int lost = 0;
    int warm = rounds / 3;
    long end = System.nanoTime() + MOST.toNanos();
    while (ordered.size() < warm + rounds && System.nanoTime() - end < 0) {
      int want = ensemble.count() + each;
      ordered.add(Long.parseLong(ensemble.admin().ask("run first-0")));
      if (!Ensemble.await(PATIENCE, () -> ensemble.count() >= want)) {
        lost++;
      }
      // So that it does not always come at the same phase of somebody's polling.
      Ensemble.pause(Duration.ofMillis(5 + ordered.size() * 7 % 31));
    }
    return figures(ensemble.runs(), ordered, lost, warm);
  }

  /** Where jobs are not known to the cluster, who starts them must know what follows. */
  private void tellAdmin(Ensemble ensemble) throws IOException {
    try {
      ensemble.admin().ask(hop ? "pair first-0 second-0" : "idle first-0");
    } catch (IllegalStateException e) {
      // An administrator that may not carry jobs.
    }
  }

  private Map<String, Double> figures(Runs runs, List<Long> ordered, int lost, int warm) {
    List<Runs.Ran> firsts = runs.of("first-0");
    List<Runs.Ran> seconds = runs.of("second-0");
    List<Double> latencies = new ArrayList<>();
    int from = Math.min(warm, ordered.size() / 3);
    for (int i = from; i < Math.min(ordered.size(), firsts.size()); i++) {
      if (!hop) {
        latencies.add((firsts.get(i).started() - ordered.get(i)) / 1e3);
      } else if (i < seconds.size()) {
        latencies.add((seconds.get(i).started() - firsts.get(i).started()) / 1e3);
      }
    }
    Percentiles percentiles = new Percentiles(latencies);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50, ms", percentiles.at(0.5));
    figures.put("p99, ms", percentiles.at(0.99));
    figures.put("rounds", (double) latencies.size());
    figures.put("lost", (double) lost);
    figures.put("doubled", (double) Math.max(0, firsts.size() - ordered.size()));
    return figures;
  }
}
