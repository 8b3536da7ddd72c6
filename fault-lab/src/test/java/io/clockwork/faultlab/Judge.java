package io.clockwork.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what was due, by arithmetic, with what the runs themselves wrote. */
final class Judge {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Collection<LabJob> jobs;
  private final Map<String, List<Note>> starts = new TreeMap<>();
  private final Set<String> ended = new HashSet<>();
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
      if (!note.start()) {
        ended.add(key(note.job(), note.fireTime()));
      } else {
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
    List<String> unended = new ArrayList<>();
    List<Note> all = new ArrayList<>();
    List<Duration> late = new ArrayList<>();
    Map<String, List<Note>> unexpected = new TreeMap<>(starts);
    int due = 0;
    for (LabJob job : jobs) {
      for (Instant fireTime : job.fireTimes(from, to)) {
        due++;
        String run = key(job.name(), fireTime);
        List<Note> begun = starts.getOrDefault(run, List.of());
        unexpected.remove(run);
        all.addAll(begun);
        if (job.atLeastOnce() && !ended.contains(run)) {
          unended.add(run);
        }
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
        if (isDoubled(job, begun)) {
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
        unended,
        Tokens.wrong(all),
        mostAtOnce(all),
        late);
  }

  /** A run may be started again, as its next attempt, if its job says so. */
  private static boolean isDoubled(LabJob job, List<Note> begun) {
    return job.atLeastOnce()
        ? begun.stream().map(Note::attempt).distinct().count() < begun.size()
        : begun.size() > 1;
  }

  /** Returns the most starts of one job within one second. */
  private static int mostAtOnce(List<Note> starts) {
    int most = 0;
    for (List<Note> ofJob : starts.stream().collect(Collectors.groupingBy(Note::job)).values()) {
      List<Instant> times = ofJob.stream().map(Note::at).sorted().toList();
      int first = 0;
      for (int last = 0; last < times.size(); last++) {
        while (Duration.between(times.get(first), times.get(last)).compareTo(SECOND) >= 0) {
          first++;
        }
        most = Math.max(most, last - first + 1);
      }
    }
    return most;
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
