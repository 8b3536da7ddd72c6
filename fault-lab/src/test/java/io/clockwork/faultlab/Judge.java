package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what was due, by arithmetic, with what the runs themselves wrote. */
final class Judge {
  private final Collection<LabJob> jobs;
  private final Map<String, List<Note>> starts = new TreeMap<>();
  private final Map<String, String> reasons;

  /**
   * Creates the judge of a history.
   *
   * @param jobs what was to run
   * @param notes what the runs wrote
   * @param reasons by run id, what a ledger says of runs that did not run to their end
   */
  Judge(Collection<LabJob> jobs, List<Note> notes, Map<String, String> reasons) {
    this.jobs = jobs;
    this.reasons = reasons;
    for (Note note : notes) {
      if (note.start()) {
        starts
            .computeIfAbsent(key(note.job(), note.fireTime()), key -> new ArrayList<>())
            .add(note);
      }
    }
  }

  private static String key(String job, Instant fireTime) {
    return job + "@" + fireTime;
  }

  /** Judges all fire times from the first instant on and before the second. */
  Verdict judge(String phase, Instant from, Instant to) {
    List<String> doubled = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    List<String> explained = new ArrayList<>();
    List<String> early = new ArrayList<>();
    List<Duration> late = new ArrayList<>();
    Map<String, List<Note>> unexpected = new TreeMap<>(starts);
    int due = 0;
    for (LabJob job : jobs) {
      for (Instant fireTime : job.fireTimes(from, to)) {
        due++;
        String run = key(job.name(), fireTime);
        List<Note> begun = starts.getOrDefault(run, List.of());
        unexpected.remove(run);
        if (begun.isEmpty()) {
          String reason = reasons.get(run);
          (reason == null ? missed : explained).add(run + (reason == null ? "" : ": " + reason));
          continue;
        }
        Duration lateness = Duration.between(fireTime, begun.get(0).at());
        late.add(lateness);
        if (lateness.isNegative()) {
          early.add(run + " by " + lateness.negated());
        }
        if (begun.size() > 1) {
          doubled.add(run + " on " + where(begun));
        }
      }
    }
    late.sort(Comparator.naturalOrder());
    return new Verdict(
        phase,
        due,
        late.size(),
        doubled,
        missed,
        explained,
        early,
        phantoms(unexpected.values(), from, to),
        late);
  }

  private static String where(List<Note> notes) {
    return notes.stream()
        .map(note -> note.member() + " at " + note.at())
        .collect(Collectors.joining(", "));
  }

  private static List<String> phantoms(
      Collection<List<Note>> unexpected, Instant from, Instant to) {
    return unexpected.stream()
        .map(notes -> notes.get(0))
        .filter(note -> !note.fireTime().isBefore(from) && note.fireTime().isBefore(to))
        .map(note -> note.run() + " on " + note.member())
        .toList();
  }
}
