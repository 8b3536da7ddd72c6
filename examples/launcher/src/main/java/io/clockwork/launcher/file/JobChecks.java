package io.clockwork.launcher.file;

import io.clockwork.job.Condition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what the jobs of a file say of one another. */
final class JobChecks {
  private JobChecks() {}

  /** Notes the first cycle of conditions, at the job that closes it. */
  static void cycle(Problems problems, Section jobs, List<FileJob> read) {
    Map<String, Set<String>> after = new LinkedHashMap<>();
    for (FileJob job : read) {
      Condition condition = job.definition().condition();
      after.put(job.definition().name(), condition == null ? Set.of() : condition.jobs());
    }
    Set<String> done = new HashSet<>();
    for (String job : after.keySet()) {
      List<String> cycle = cycle(after, job, new ArrayDeque<>(), done);
      if (!cycle.isEmpty()) {
        String last = cycle.get(0);
        problems.add(
            jobs.place(last),
            jobs.path(last),
            "closes a cycle, so that none of it could ever start: "
                + String.join(" after ", cycle));
        return;
      }
    }
  }

  private static List<String> cycle(
      Map<String, Set<String>> after, String job, Deque<String> path, Set<String> done) {
    if (path.contains(job)) {
      List<String> cycle = new ArrayList<>(path);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(job), cycle.size()));
      cycle.add(job);
      return cycle;
    }
    if (!done.add(job)) {
      return List.of();
    }
    path.addLast(job);
    for (String other : after.getOrDefault(job, Set.of())) {
      List<String> cycle = cycle(after, other, path, done);
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    path.removeLast();
    return List.of();
  }

  /**
   * Returns a line for each job that a condition mentions and the file does not have, if one of a
   * similar name is there: no mistake, as another member may bring it, but it looks like one.
   */
  static List<String> notes(List<FileJob> jobs) {
    Set<String> names =
        jobs.stream().map(job -> job.definition().name()).collect(Collectors.toSet());
    List<String> notes = new ArrayList<>();
    for (FileJob job : jobs) {
      Condition condition = job.definition().condition();
      for (String mentioned : condition == null ? Set.<String>of() : condition.jobs()) {
        if (!names.contains(mentioned)) {
          Suggestions.nearest(mentioned, names)
              .ifPresent(
                  near ->
                      notes.add(
                          "job "
                              + job.definition().name()
                              + " waits for "
                              + mentioned
                              + ", which this file does not have; did you mean "
                              + near
                              + "?"));
        }
      }
    }
    return notes;
  }
}
