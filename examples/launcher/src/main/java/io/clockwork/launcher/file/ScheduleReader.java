package io.clockwork.launcher.file;

import io.clockwork.internal.schedule.Schedules;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads when a job fires, and sees that it is said in one way only. */
final class ScheduleReader {
  private static final List<String> WAYS = List.of("cron", "every", "delay", "at", "after");

  private final Problems problems;
  private final Section section;
  private final Values values;

  ScheduleReader(Problems problems, Section section, Values values) {
    this.problems = problems;
    this.section = section;
    this.values = values;
  }

  /** Reads the schedule; null, with problems noted, if it is wrong. */
  @Nullable Schedule read() {
    List<String> given = WAYS.stream().filter(section::has).toList();
    if (given.size() > 1) {
      problems.add(
          section.place(given.get(1)),
          section.path(given.get(1)),
          "given beside "
              + given.get(0)
              + "; a job has at most one of cron, every, delay, at and after: make a second job for"
              + " the other");
    }
    if (!section.has("cron")) {
      refuseWithoutCron("zone");
      refuseWithoutCron("dst");
    }
    Schedule schedule = Schedule.none();
    for (String way : given) {
      schedule = read(way);
    }
    return given.size() > 1 ? null : schedule;
  }

  private void refuseWithoutCron(String key) {
    if (section.has(key)) {
      problems.add(
          section.place(key),
          section.path(key),
          "goes with cron only, which this job does not have; remove it or give a cron");
    }
  }

  private @Nullable Schedule read(String way) {
    return switch (way) {
      case "cron" -> cron();
      case "every" -> values.read("every", "30s", text -> Schedule.every(Durations.parse(text)));
      case "delay" ->
          values.read("delay", "30s", text -> Schedule.withDelay(Durations.parse(text)));
      case "at" ->
          values.read("at", "2026-12-01T02:00:00Z", text -> Schedule.at(Instants.parse(text)));
      default -> Schedule.none();
    };
  }

  private @Nullable Schedule cron() {
    ZoneId given = values.read("zone", "Europe/Paris", ScheduleReader::zone);
    boolean zoneIsWrong = given == null && section.has("zone");
    ZoneId zone = given != null ? given : ZoneId.of("UTC");
    GapPolicy gap = GapPolicy.RUN_AFTER;
    OverlapPolicy overlap = OverlapPolicy.FIRST;
    Node node = section.value("dst");
    Section dst =
        node == null
            ? null
            : Section.open(
                problems,
                section.path("dst"),
                node,
                "{gap: run-after, overlap: first}",
                Set.of("gap", "overlap"));
    if (dst != null) {
      Values policies = new Values(problems, dst);
      gap =
          Objects.requireNonNullElse(
              policies.read("gap", "run-after or skip", ScheduleReader::gap), gap);
      overlap =
          Objects.requireNonNullElse(
              policies.read("overlap", "first, last or both", ScheduleReader::overlap), overlap);
    }
    Schedule.Cron policies = new Schedule.Cron("0 0 0 * * ?", zone, gap, overlap);
    Schedule cron = values.read("cron", "\"0 0 2 * * ?\"", text -> checked(text, policies));
    return zoneIsWrong ? null : cron;
  }

  /** Checks now what a member would refuse later, without the place in the file. */
  private static Schedule checked(String expression, Schedule.Cron policies) {
    Schedule schedule =
        new Schedule.Cron(expression, policies.zone(), policies.gap(), policies.overlap());
    Schedules.check(schedule);
    return schedule;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no time zone; "
              + Suggestions.nearest(text, ZoneId.getAvailableZoneIds())
                  .map(near -> "did you mean \"" + near + "\"?")
                  .orElse("write for instance Europe/Paris or UTC"),
          e);
    }
  }

  private static GapPolicy gap(String text) {
    return Choices.of("run-after", GapPolicy.RUN_AFTER, "skip", GapPolicy.SKIP).apply(text);
  }

  private static OverlapPolicy overlap(String text) {
    return Choices.of(
            Map.of(
                "first", OverlapPolicy.FIRST,
                "last", OverlapPolicy.LAST,
                "both", OverlapPolicy.BOTH))
        .apply(text);
  }
}
