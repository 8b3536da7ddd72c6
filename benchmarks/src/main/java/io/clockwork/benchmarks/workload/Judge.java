package io.clockwork.benchmarks.workload;

import io.clockwork.benchmarks.workload.Runs.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Says of a job at a fixed rate what of it ran, and how late. Times are microseconds since 1970.
 *
 * <p>Where a scheduler says for which fire time a run is, each fire time is looked for, on that
 * scheduler's own grid, since some count from when a job was registered. Where it does not, runs
 * are counted: the number of them half a period after the last fire time must be that of the fire
 * times, and the n-th run is taken to be for the n-th fire time.
 *
 * @param lateness of each fire time that was answered, in milliseconds, negative if too early
 * @param lost fire times without a run
 * @param doubled runs more than fire times
 * @param early runs that started before they were due
 */
record Judge(List<Double> lateness, int lost, int doubled, int early) {
  /** Some schedulers cut fire times to milliseconds. */
  private static final long TOLERANCE = 1_000;

  /**
   * Judges one job.
   *
   * @param runs its runs, in the order of their starts
   * @param first its first fire time
   * @param from the first fire time that is judged, or any time before it
   * @param until the fire times from here on are not judged
   */
  static Judge of(List<Ran> runs, long first, long period, long from, long until) {
    boolean told = !runs.isEmpty() && runs.stream().allMatch(run -> run.due() != 0);
    return told ? byDue(runs, period, from, until) : byNumber(runs, first, period, from, until);
  }

  private static Judge byDue(List<Ran> runs, long period, long from, long until) {
    TreeMap<Long, Ran> firsts = new TreeMap<>();
    int doubled = 0;
    for (Ran run : runs) {
      if (run.due() >= from && run.due() < until && firsts.putIfAbsent(run.due(), run) != null) {
        doubled++;
      }
    }
    long phase = Math.floorMod(runs.get(0).due(), period);
    long start = from + Math.floorMod(phase - from, period);
    long due = start >= until ? 0 : (until - 1 - start) / period + 1;
    List<Double> lateness = new ArrayList<>();
    firsts.values().forEach(run -> lateness.add((run.started() - run.due()) / 1e3));
    return new Judge(lateness, (int) Math.max(0, due - firsts.size()), doubled, early(lateness));
  }

  private static Judge byNumber(List<Ran> runs, long first, long period, long from, long until) {
    int before = fireTimes(first, period, from);
    int all = fireTimes(first, period, until);
    List<Double> lateness = new ArrayList<>();
    for (int i = before; i < Math.min(all, runs.size()); i++) {
      lateness.add((runs.get(i).started() - (first + i * period)) / 1e3);
    }
    long last = first + (all - 1) * period + period / 2;
    int ran = (int) runs.stream().filter(run -> run.started() <= last).count();
    int lost = Math.min(all - before, Math.max(0, all - ran));
    return new Judge(lateness, lost, Math.max(0, ran - all), early(lateness));
  }

  /** Returns how many fire times are before an instant. */
  private static int fireTimes(long first, long period, long until) {
    return until <= first ? 0 : (int) ((until - 1 - first) / period + 1);
  }

  private static int early(List<Double> lateness) {
    return (int) lateness.stream().filter(late -> late * 1_000 < -TOLERANCE).count();
  }
}
