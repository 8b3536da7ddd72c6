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
 * @param frozen whether it stands still for 15 s; else it is killed
 */
public record Failover(int jobs, boolean frozen) implements Workload {
  private static final int BEFORE = 10;
  private static final int FROZEN = 15;
  private static final int AFTER = 35;

  @Override
  public String name() {
    return frozen ? "freeze" : "kill";
  }

  @Override
  public Map<String, Double> play(Ensemble ensemble) throws IOException, InterruptedException {
    Instant first = Instant.now().plusSeconds(3);
    ensemble.register("every 0 " + jobs + " " + first.toEpochMilli() + " 1000");
    Ensemble.await(Duration.ofMinutes(1), () -> Instant.now().isAfter(first.plusSeconds(BEFORE)));
    // What a killed process recorded would go with it.
    Runs before = ensemble.runs();
    MemberProcess victim = ensemble.member(ensemble.members().size() - 1);
    Instant broken = Instant.now();
    if (frozen) {
      victim.signal("STOP");
      Ensemble.pause(Duration.ofSeconds(FROZEN));
      victim.signal("CONT");
    } else {
      victim.kill();
    }
    Ensemble.await(Duration.ofMinutes(2), () -> Instant.now().isAfter(broken.plusSeconds(AFTER)));
    return figures(before, ensemble.runs(), first, broken);
  }

  private Map<String, Double> figures(Runs before, Runs after, Instant first, Instant broken) {
    Map<String, List<Runs.Ran>> early = before.byJob();
    Map<String, List<Runs.Ran>> byJob = after.byJob();
    long gap = 0;
    int lost = 0;
    int doubled = 0;
    // The last seconds are not judged: what is due then may be on its way.
    long from = micros(broken);
    long until = micros(broken.plusSeconds(AFTER - 3L));
    for (int i = 0; i < jobs; i++) {
      String job = "job-" + i;
      List<Runs.Ran> ran = new java.util.ArrayList<>(byJob.getOrDefault(job, List.of()));
      early.getOrDefault(job, List.of()).stream()
          .filter(run -> !ran.contains(run))
          .forEach(ran::add);
      ran.sort(java.util.Comparator.comparingLong(Runs.Ran::started));
      long start = micros(first) + 1_000_000L * i / jobs;
      long last = 0;
      int inside = 0;
      for (Runs.Ran run : ran) {
        if (run.started() <= until) {
          inside++;
          if (last != 0 && run.started() >= from) {
            gap = Math.max(gap, run.started() - last);
          }
          last = run.started();
        }
      }
      gap = Math.max(gap, until - Math.max(last, from));
      int due = (int) Math.max(0, (until - start) / 1_000_000 + 1);
      // The run that was killed may have started after it was last asked: one a job is no loss.
      lost += Math.max(0, due - inside - 1);
      doubled += Math.max(0, inside - due - 1);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("longest gap, ms", gap / 1e3);
    figures.put("lost", (double) lost);
    figures.put("too many", (double) doubled);
    return figures;
  }

  private static long micros(Instant at) {
    return at.toEpochMilli() * 1_000;
  }
}
