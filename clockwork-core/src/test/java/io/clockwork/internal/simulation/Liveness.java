package io.clockwork.internal.simulation;

import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether those go on who can: a set of members with a majority of the voters that were up,
 * undisturbed and connected with one another starts what falls due.
 */
final class Liveness {
  /** What fell due where somebody could have started it, and what became of it. */
  record Share(int due, int started, int prompt) {
    Share plus(Share other) {
      return new Share(due + other.due, started + other.started, prompt + other.prompt);
    }

    String text() {
      return String.format(
          "%d due, %.2f %% started, %.2f %% within 3 s",
          due, 100.0 * started / Math.max(1, due), 100.0 * prompt / Math.max(1, due));
    }
  }

  static final Duration DETECTION = Duration.ofSeconds(10);
  private static final Duration PROMPT = Duration.ofSeconds(3).plus(SplitEvidence.SKEW);
  private static final Duration ALLOWED_SKEW = Duration.ofSeconds(5);
  private static final int ENOUGH = 40;

  /** So long the others may take a run for going whose member died. */
  private static final Duration DEATH = Duration.ofSeconds(30);

  private final SplitEvidence evidence;
  private final SplitHistory history;
  private final Map<String, List<Start>> perJob = new HashMap<>();
  final List<String> late = new ArrayList<>();

  Liveness(SplitEvidence evidence) {
    this.evidence = evidence;
    this.history = evidence.history;
    for (Start start : history.diary.starts) {
      perJob.computeIfAbsent(start.run().job(), any -> new ArrayList<>()).add(start);
    }
  }

  void check() {
    Share share = share(DETECTION);
    if (share.due() >= ENOUGH && share.started() < 0.9 * share.due()) {
      evidence.fault("stood still: " + share.text() + ", not " + late);
    }
  }

  /** Counts what fell due so long after a set of members was in a state to start it. */
  Share share(Duration after) {
    late.clear();
    Share sum = new Share(0, 0, 0);
    for (Map.Entry<String, Beat> each : history.beats.entrySet()) {
      JobDefinition definition = evidence.definition(each.getKey());
      if (!evidence.touched(each.getKey())
          && !(definition.placement() instanceof Placement.EveryMember)
          && !mayBeOutrun(definition)) {
        sum = sum.plus(share(definition, each.getValue(), after));
      }
    }
    return sum;
  }

  /**
   * An owner whose clock is ahead, as far as is allowed, waits for the votes past such a deadline.
   */
  private boolean mayBeOutrun(JobDefinition definition) {
    return !history.wrong.isEmpty() && definition.deadline().compareTo(ALLOWED_SKEW) < 0;
  }

  private Share share(JobDefinition definition, Beat beat, Duration after) {
    int able = able(definition);
    int due = 0;
    int started = 0;
    int prompt = 0;
    Instant fire = beat.after(history.begin.plusSeconds(60));
    Instant last = history.end.minusSeconds(100);
    while (able != 0 && fire.isBefore(last)) {
      if (somebodyCan(definition, able, fire, after) && !busy(definition, fire)) {
        due++;
        RunId id = new RunId(definition.name(), new RootCause.AtTime(fire), null);
        List<Start> starts = evidence.starts.getOrDefault(id, List.of());
        if (starts.isEmpty()) {
          late.add(id + " " + evidence.told.get(id));
        } else {
          started++;
          prompt += starts.get(0).truly().isAfter(fire.plus(PROMPT)) ? 0 : 1;
        }
      }
      fire = beat.after(fire);
    }
    return new Share(due, started, prompt);
  }

  private int able(JobDefinition definition) {
    Set<String> able = new HashSet<>();
    for (String name : history.names) {
      boolean allowed =
          !(definition.placement() instanceof Placement.NamedMember named)
              || named.member().equals(name);
      if (allowed && history.carried.getOrDefault(name, Set.of()).contains(definition.name())) {
        able.add(name);
      }
    }
    return history.weather.bits(able);
  }

  private boolean somebodyCan(JobDefinition definition, int able, Instant fire, Duration after) {
    long at = Duration.between(history.begin, fire).toNanos();
    // A voter without memory abstains on what was due before its life, and a job's fire times are
    // settled one after the other: so it counts once that is past its deadline.
    long settled = at - definition.deadline().plus(DETECTION).toNanos();
    int voters = history.weather.bits(history.voters);
    return history
        .weather
        .sets(
            at - after.toNanos(),
            at + PROMPT.toNanos(),
            history.remember() ? voters : history.weather.alive(voters, settled, at),
            history.majority())
        .stream()
        .anyMatch(set -> (set & able) != 0);
  }

  /** A run of the same job was going, which may not overlap. */
  private boolean busy(JobDefinition definition, Instant fire) {
    if (definition.overlap() == Overlap.ALLOW) {
      return false;
    }
    for (Start start : perJob.getOrDefault(definition.name(), List.of())) {
      Instant until = evidence.end(start);
      until = evidence.ended(start) || until.equals(Instant.MAX) ? until : until.plus(DEATH);
      if (start.truly().isBefore(fire.plus(PROMPT))
          && !until.isBefore(fire)
          && !isIt(start, fire)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIt(Start start, Instant fire) {
    return start.run().root() instanceof RootCause.AtTime at && at.fireTime().equals(fire);
  }
}
