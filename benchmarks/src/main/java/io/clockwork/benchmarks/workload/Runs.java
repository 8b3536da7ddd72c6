package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the jobs themselves recorded. Times are microseconds since 1970. */
final class Runs {
  /** One run; {@code due} is 0 where the scheduler does not say it. */
  record Ran(String job, long due, long started) {}

  private final List<Ran> all;

  Runs(Collection<Ran> all) {
    this.all = all.stream().sorted(Comparator.comparingLong(Ran::started)).toList();
  }

  /** Reads what the members wrote. */
  static Runs read(Collection<Path> files) throws IOException {
    List<Ran> all = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        all.add(new Ran(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    return new Runs(all);
  }

  /** Returns the runs in the order in which they started. */
  List<Ran> all() {
    return all;
  }

  /** Returns the starts of each job, in order. */
  Map<String, List<Ran>> byJob() {
    Map<String, List<Ran>> byJob = new TreeMap<>();
    all.forEach(run -> byJob.computeIfAbsent(run.job(), any -> new ArrayList<>()).add(run));
    return byJob;
  }

  /** Returns the starts of one job, in order. */
  List<Ran> of(String job) {
    return all.stream().filter(run -> run.job().equals(job)).toList();
  }
}
