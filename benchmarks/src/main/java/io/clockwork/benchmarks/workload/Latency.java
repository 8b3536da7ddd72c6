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
 * @param warm for how long before it counts, so that the code is compiled
 * @param rounds how often it counts
 */
public record Latency(boolean hop, Duration warm, int rounds) implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration MOST = Duration.ofSeconds(100);

  /** Before that nobody is asked whether it ran: asking takes processors from those that run. */
  private static final Duration LEAVE_ALONE = Duration.ofMillis(20);

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
    play(ensemble, warm, Integer.MAX_VALUE);
    List<Long> ordered = play(ensemble, MOST, rounds);
    return figures(ensemble.runs(), ordered);
  }

  private List<Long> play(Ensemble ensemble, Duration most, int count) throws IOException {
    List<Long> ordered = new ArrayList<>();
    int each = hop ? 2 : 1;
    long end = System.nanoTime() + most.toNanos();
    while (ordered.size() < count && System.nanoTime() - end < 0) {
      int want = ensemble.count() + each;
      ordered.add(Long.parseLong(ensemble.admin().ask("run first-0")));
      // So that it does not always come at the same phase of somebody's polling.
      Ensemble.pause(LEAVE_ALONE.plusMillis(ordered.size() * 7 % 31));
      Ensemble.await(PATIENCE, () -> ensemble.count() >= want);
    }
    return ordered;
  }

  /** Where jobs are not known to the cluster, who starts them must know what follows. */
  private void tellAdmin(Ensemble ensemble) throws IOException {
    try {
      ensemble.admin().ask(hop ? "pair first-0 second-0" : "idle first-0");
    } catch (IllegalStateException e) {
      // An administrator that may not carry jobs.
    }
  }

  /**
   * Returns the latencies, and what was amiss.
   *
   * @param ordered when each start was ordered, microseconds since 1970; what runs from there to
   *     the next is taken to be its answer
   */
  Map<String, Double> figures(Runs runs, List<Long> ordered) {
    List<Double> latencies = new ArrayList<>();
    int lost = 0;
    int doubled = 0;
    int elsewhere = 0;
    for (int i = 0; i < ordered.size(); i++) {
      long begin = ordered.get(i);
      long end = i + 1 < ordered.size() ? ordered.get(i + 1) : Long.MAX_VALUE;
      List<Runs.Ran> firsts = runs.of("first-0", begin, end);
      List<Runs.Ran> answers = hop ? runs.of("second-0", begin, end) : firsts;
      doubled += Math.max(0, answers.size() - 1) + (hop ? Math.max(0, firsts.size() - 1) : 0);
      if (firsts.isEmpty() || answers.isEmpty()) {
        lost++;
      } else {
        long cause = hop ? firsts.get(0).started() : begin;
        latencies.add((answers.get(0).started() - cause) / 1e3);
        elsewhere += answers.get(0).member() == firsts.get(0).member() ? 0 : 1;
      }
    }
    Percentiles percentiles = new Percentiles(latencies);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50, ms", percentiles.at(0.5));
    figures.put("p99, ms", percentiles.at(0.99));
    figures.put("rounds", (double) latencies.size());
    figures.put("lost", (double) lost);
    figures.put("doubled", (double) doubled);
    if (hop) {
      figures.put("on another member %", 100.0 * elsewhere / Math.max(1, latencies.size()));
    }
    return figures;
  }
}
