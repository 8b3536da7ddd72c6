package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that are due once a second, and a member that is killed or stands still meanwhile.
 *
 * @param jobs how many
 * @param freeze how long it stands still; zero to kill it
 * @param before how long all is well
 * @param after how long it is watched from then on
 */
public record Failover(int jobs, Duration freeze, Duration before, Duration after)
    implements Workload {
  /** What is due in the last seconds may still be on its way, and is not judged. */
  private static final Duration GRACE = Duration.ofSeconds(6);

  @Override
  public String name() {
    return freeze.isZero() ? "kill" : "freeze";
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException, InterruptedException {
    ensemble.recordAtOnce();
    Instant first = Instant.now().plusSeconds(3);
    ensemble.register("every 0 " + jobs + " " + first.toEpochMilli() + " 1000");
    Ensemble.pauseUntil(first.plus(before));
    MemberProcess victim = ensemble.member(ensemble.members().size() - 1);
    Instant broken = Instant.now();
    if (freeze.isZero()) {
      victim.kill();
    } else {
      victim.signal("STOP");
      Ensemble.pause(freeze);
      victim.signal("CONT");
    }
    Ensemble.pauseUntil(broken.plus(after));
    return figures(ensemble.recorded(), micros(first), micros(broken));
  }

  /** Returns the longest gap of any job, and what was amiss from the start to near the end. */
  Map<String, Double> figures(Runs runs, long first, long broken) {
    Map<String, List<Runs.Ran>> byJob = runs.byJob();
    long end = broken + micros(after.minus(GRACE));
    long gap = 0;
    int lost = 0;
    int doubled = 0;
    for (int i = 0; i < jobs; i++) {
      List<Runs.Ran> ran = byJob.getOrDefault("job-" + i, List.of());
      gap = Math.max(gap, gap(ran, broken, end));
      long start = first + 1_000_000L * i / jobs;
      // From the second fire time on: where one counts from when it is registered differs.
      Judge judge = Judge.of(ran, start, 1_000_000, start + 1_000_000, end);
      lost += judge.lost();
      doubled += judge.doubled();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("longest gap, ms", gap / 1e3);
    figures.put("lost", (double) lost);
    figures.put("doubled", (double) doubled);
    return figures;
  }

  /** Returns the longest time without a start that was not over when the member broke. */
  static long gap(List<Runs.Ran> ran, long broken, long end) {
    long gap = 0;
    long last = 0;
    for (Runs.Ran run : ran) {
      if (run.started() > end) {
        break;
      }
      if (last != 0 && run.started() >= broken) {
        gap = Math.max(gap, run.started() - last);
      }
      last = run.started();
    }
    return Math.max(gap, end - (last == 0 ? broken : last));
  }

  private static long micros(Instant at) {
    return at.toEpochMilli() * 1_000;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
