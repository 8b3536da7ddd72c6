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
  /**
   * One run.
   *
   * @param member on which member
   * @param due its fire time; 0 where the scheduler does not say it
   */
  record Ran(int member, String job, long due, long started) {}

  private final List<Ran> all;

  Runs(Collection<Ran> all) {
    this.all = all.stream().sorted(Comparator.comparingLong(Ran::started)).toList();
  }

  /** Reads what the members wrote, one file each. */
  static Runs read(List<Path> files) throws IOException {
    List<Ran> all = new ArrayList<>();
    for (int member = 0; member < files.size(); member++) {
      for (String line : Files.readAllLines(files.get(member))) {
        all.add(parse(member, line));
      }
    }
    return new Runs(all);
  }

  private static Ran parse(int member, String line) {
    String[] words = line.split(" ");
    if (words.length != 3) {
      throw new IllegalArgumentException("not a run: \"" + line + "\" of member " + member);
    }
    return new Ran(member, words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
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

  /** Returns the starts of one job from one instant until before another, in order. */
  List<Ran> of(String job, long from, long until) {
    return all.stream()
        .filter(run -> run.job().equals(job) && run.started() >= from && run.started() < until)
        .toList();
  }
}
