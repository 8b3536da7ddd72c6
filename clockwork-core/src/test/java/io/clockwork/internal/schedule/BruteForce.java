package io.clockwork.internal.schedule;

import io.clockwork.internal.quartz.RandomCron;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule of docs/design/02-schedules.md by brute force: it watches a wall clock, step by step,
 * and sees only what the clock shows. It knows no transitions, and of zones only what the time is.
 */
final class BruteForce {
  /** How far around the asked stretch the clock is watched, to know what comes twice. */
  private static final Duration AROUND = Duration.ofHours(4);

  private final ZoneId zone;
  private final Duration step;

  BruteForce(ZoneId zone, Duration step) {
    this.zone = zone;
    this.step = step;
  }

  List<Instant> fireTimes(
      RandomCron cron, GapPolicy gap, OverlapPolicy overlap, Instant after, Instant until) {
    List<Instant> instants = new ArrayList<>();
    List<LocalDateTime> clock = new ArrayList<>();
    Map<LocalDateTime, Integer> firstSeen = new HashMap<>();
    Map<LocalDateTime, Integer> lastSeen = new HashMap<>();
    Instant end = until.plus(AROUND);
    for (Instant t = after.minus(AROUND); !t.isAfter(end); t = t.plus(step)) {
      LocalDateTime shown = ZonedDateTime.ofInstant(t, zone).toLocalDateTime();
      firstSeen.putIfAbsent(shown, clock.size());
      lastSeen.put(shown, clock.size());
      instants.add(t);
      clock.add(shown);
    }
    List<Instant> fires = new ArrayList<>();
    for (int i = 1; i < clock.size(); i++) {
      LocalDateTime shown = clock.get(i);
      boolean wanted =
          cron.everyHour()
              || overlap == OverlapPolicy.BOTH
              || (overlap == OverlapPolicy.FIRST ? firstSeen : lastSeen).get(shown) == i;
      boolean fire = wanted && cron.matches(shown);
      if (!cron.everyHour() && gap == GapPolicy.RUN_AFTER) {
        LocalDateTime skipped = clock.get(i - 1).plus(step);
        for (; skipped.isBefore(shown) && !fire; skipped = skipped.plus(step)) {
          fire = cron.matches(skipped);
        }
      }
      if (fire && instants.get(i).isAfter(after) && !instants.get(i).isAfter(until)) {
        fires.add(instants.get(i));
      }
    }
    return fires;
  }
}
