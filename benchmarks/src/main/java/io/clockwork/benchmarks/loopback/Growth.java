package io.clockwork.benchmarks.loopback;

import io.clockwork.benchmarks.peer.Probe;
import io.clockwork.internal.node.LocalNode;
import io.clockwork.job.Job;
import io.clockwork.job.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Goes through what happens in a cluster's life, and counts what each costs.
 *
 * @param members how many
 * @param voters how many of them vote; none for a majority of all that are there
 * @param jobs how many
 */
public record Growth(int members, int voters, int jobs) {
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final double TICKS = 100;

  /** Plays it, in this JVM, which must not have played one before. */
  public Map<String, Double> play() throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    long empty = Village.heap();
    try (Village village = new Village(voters)) {
      long begin = System.nanoTime();
      village.startAll(members);
      figures.put("forming, s", (System.nanoTime() - begin) / 1e9);
      Thread.sleep(SETTLE.toMillis());
      long bare = Village.heap();
      figures.put("heap/member, KB", (bare - empty) / 1024.0 / members);
      idle(village, figures);
      run(village, figures);
      figures.put("heap/job and member, bytes", (double) (Village.heap() - bare) / members / jobs);
      leave(village, figures);
      join(village, figures);
      crash(village, figures);
    }
    return figures;
  }

  private void idle(Village village, Map<String, Double> figures) throws Exception {
    Traffic.Count before = village.count();
    double used = cpuSeconds();
    Thread.sleep(IDLE.toMillis());
    Traffic.Count sent = village.count().since(before);
    figures.put("idle CPU/member, %", (cpuSeconds() - used) / IDLE.toSeconds() * 100 / members);
    figures.put("idle frames/s and member", (double) sent.frames() / IDLE.toSeconds() / members);
  }

  private void run(Village village, Map<String, Double> figures) throws Exception {
    Instant at = Instant.now().plus(Duration.ofSeconds(20 + jobs * members / 20_000));
    List<Job> all =
        IntStream.range(0, jobs)
            .mapToObj(i -> Job.named("job-" + i).at(at).run(context -> Probe.ran("job")))
            .toList();
    Traffic.Count before = village.count();
    village.onAll(village.members(), member -> member.register(all));
    Village.await(() -> village.members().stream().allMatch(this::knowsAll));
    Traffic.Count registered = village.count().since(before);
    figures.put("registering: frames/job", (double) registered.frames() / jobs);
    figures.put("registering: bytes/job", (double) registered.bytes() / jobs);
    if (Instant.now().isAfter(at)) {
      throw new IllegalStateException("the jobs were due before all were registered");
    }
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), at).toMillis() - 50));
    before = village.count();
    double used = cpuSeconds();
    Village.awaitRuns(jobs);
    figures.put("CPU s/1000 runs", (cpuSeconds() - used) / jobs * 1_000);
    Thread.sleep(SETTLE.toMillis());
    Traffic.Count sent = village.count().since(before);
    figures.put("multicasts/run", (double) sent.multicasts() / jobs);
    figures.put("unicasts/run", (double) sent.unicasts() / jobs);
    figures.put("bytes/run", (double) sent.bytes() / jobs);
    figures.put("deliveries/run", (double) sent.delivered() / jobs);
    figures.put("runs too many", (double) Probe.count() - jobs);
  }

  private boolean knowsAll(LocalNode member) {
    return member.client().jobs().size() >= jobs;
  }

  private void leave(Village village, Map<String, Double> figures) throws Exception {
    Traffic.Count before = village.count();
    long begin = System.nanoTime();
    village.remove(members - 1, false);
    Village.await(() -> village.allSee(members - 1));
    figures.put("leaving: view, ms", (System.nanoTime() - begin) / 1e6);
    Thread.sleep(SETTLE.toMillis());
    Traffic.Count sent = village.count().since(before);
    figures.put("leaving: frames", (double) sent.frames());
    figures.put("leaving: bytes", (double) sent.bytes());
  }

  private void join(Village village, Map<String, Double> figures) throws Exception {
    Traffic.Count before = village.count();
    long begin = System.nanoTime();
    LocalNode joiner = village.start(members, List.of());
    Village.await(() -> village.allSee(members));
    figures.put("joining: of use, ms", (System.nanoTime() - begin) / 1e6);
    Village.await(() -> knowsAll(joiner));
    figures.put("joining: knows all, ms", (System.nanoTime() - begin) / 1e6);
    Thread.sleep(SETTLE.toMillis());
    Traffic.Count sent = village.count().since(before);
    figures.put("joining: frames", (double) sent.frames());
    figures.put("joining: bytes", (double) sent.bytes());
    figures.put("joining: bytes/job", (double) sent.bytes() / jobs);
  }

  private void crash(Village village, Map<String, Double> figures) throws Exception {
    long begin = System.nanoTime();
    village.remove(members - 2, true);
    Village.await(() -> village.allSee(members - 1));
    figures.put("crash: view, ms", (System.nanoTime() - begin) / 1e6);
  }

  /** Returns what a run that is kept as history weighs, in three members. */
  public static Map<String, Double> history() throws Exception {
    int jobs = 100;
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Village village = new Village(3)) {
      village.startAll(3);
      Instant first = Instant.now().plusSeconds(3);
      List<Job> all =
          IntStream.range(0, jobs)
              .mapToObj(
                  i ->
                      Job.named("job-" + i)
                          .schedule(
                              Schedule.every(Duration.ofMillis(200))
                                  .startingAt(first.plusMillis(2L * i)))
                          .run(context -> Probe.ran("job")))
              .toList();
      village.onAll(village.members(), member -> member.register(all));
      long last = 0;
      int kept = 0;
      for (int each : new int[] {20, 50, 90, 200}) {
        Village.awaitRuns(jobs * each);
        long heap = Village.heap();
        int now = village.member(0).client().runs().size();
        if (kept > 0 && now > kept) {
          figures.put("heap/kept run and member, bytes", (double) (heap - last) / 3 / (now - kept));
        }
        if (kept == 0 || now > kept) {
          last = heap;
          kept = now;
        }
        figures.put("runs kept after " + each + " of each job", (double) now);
      }
    }
    return figures;
  }

  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }
}
