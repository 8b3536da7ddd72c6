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
 * @param lead the least time that there is to register them; who registers slowly gets more
 * @param warm smaller ones come first, so that the code is compiled, until their runs took so long
 *     together, or there were many: as long for all
 */
public record Burst(int jobs, Duration lead, Duration warm) implements Workload {
  private static final int FEWEST = 3;
  private static final int MOST_ROUNDS = 12;
  private static final int WARM_JOBS = 5_000;
  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final Duration MOST = Duration.ofSeconds(150);

  @Override
  public String name() {
    return "burst-" + jobs;
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException {
    int few = Math.min(jobs, WARM_JOBS);
    int warmed = 0;
    double each = 0;
    double cold = 0;
    Duration ran = Duration.ZERO;
    for (int round = 0;
        round < FEWEST || (round < MOST_ROUNDS && ran.compareTo(warm) < 0);
        round++) {
      Instant begin = Instant.now().plus(lead.dividedBy(5));
      Duration took =
          ensemble.register("once " + (jobs + warmed) + " " + few + " " + begin.toEpochMilli());
      each = (double) took.toNanos() / few;
      warmed += few;
      Ensemble.pauseUntil(begin);
      ensemble.awaitRuns(warmed, QUIET, MOST);
      Duration time = Duration.between(begin, Instant.now());
      ran = ran.plus(time);
      cold = round == 0 ? few / (time.toNanos() / 1e9) : cold;
    }
    int before = ensemble.count();
    Duration need = Duration.ofNanos((long) (each * jobs * 1.5)).plusSeconds(1);
    Instant at = Instant.now().plus(need.compareTo(lead) > 0 ? need : lead);
    Duration registered = ensemble.register("once 0 " + jobs + " " + at.toEpochMilli());
    boolean late = Instant.now().isAfter(at.minusMillis(200));
    Ensemble.pauseUntil(at.minusMillis(100));
    double used = ensemble.cpuSeconds();
    Loopback sent = Loopback.read();
    ensemble.awaitRuns(before + jobs, QUIET, MOST);
    double cpu = ensemble.cpuSeconds() - used;
    sent = Loopback.read().since(sent);
    Map<String, Double> figures = figures(ensemble.runs(), at.toEpochMilli() * 1_000);
    double runs = Math.max(1, jobs - figures.getOrDefault("lost", 0.0));
    figures.put("cold runs/s", cold);
    figures.put("CPU s/1000 runs", cpu / runs * 1_000);
    figures.put("packets/run", sent.packets() / runs);
    figures.put("bytes/run", sent.bytes() / runs);
    figures.put("registered/s", jobs / (registered.toNanos() / 1e9));
    figures.put("registered late", late ? 1.0 : 0.0);
    return figures;
  }

  /** Returns how fast it went, and what was amiss. The jobs of before have higher numbers. */
  Map<String, Double> figures(Runs runs, long due) {
    List<Runs.Ran> ran = runs.all().stream().filter(run -> number(run.job()) < jobs).toList();
    long distinct = ran.stream().map(Runs.Ran::job).distinct().count();
    long first = ran.isEmpty() ? due : ran.get(0).started();
    long last = ran.isEmpty() ? due : ran.get(ran.size() - 1).started();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("runs/s", distinct / Math.max(1e-6, (last - due) / 1e6));
    figures.put("first start, ms", (first - due) / 1e3);
    figures.put("lost", (double) (jobs - distinct));
    figures.put("doubled", (double) (ran.size() - distinct));
    figures.put("early", (double) ran.stream().filter(run -> run.started() < due).count());
    return figures;
  }

  private static int number(String job) {
    return Integer.parseInt(job.substring(job.indexOf('-') + 1));
  }
}
