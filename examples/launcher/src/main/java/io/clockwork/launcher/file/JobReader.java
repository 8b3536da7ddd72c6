package io.clockwork.launcher.file;

import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.JobName;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one job. */
final class JobReader {
  private static final Set<String> KEYS =
      Set.of(
          "cron",
          "every",
          "delay",
          "at",
          "zone",
          "dst",
          "after",
          "on",
          "run",
          "env",
          "dir",
          "misfire",
          "deadline",
          "overlap",
          "recovery",
          "any-partition");

  private final Problems problems;
  private final String name;
  private final Section section;
  private final Values values;

  private JobReader(Problems problems, String name, Section section) {
    this.problems = problems;
    this.name = name;
    this.section = section;
    this.values = new Values(problems, section);
  }

  /** Reads a job; null, with problems noted, if something in it is wrong. */
  static @Nullable FileJob read(
      Problems problems, String name, Node place, String path, Node node) {
    boolean named = true;
    try {
      JobName.check(name);
    } catch (IllegalArgumentException e) {
      problems.add(place, path, String.valueOf(e.getMessage()));
      named = false;
    }
    Section section = Section.open(problems, path, node, "{every: 30s, run: ./job.sh}", KEYS);
    // Under another name, so that what else is wrong with it is found, too.
    FileJob job =
        section == null ? null : new JobReader(problems, named ? name : "job", section).read();
    return named ? job : null;
  }

  private @Nullable FileJob read() {
    Schedule schedule = new ScheduleReader(problems, section, values).read();
    Condition after =
        values.read("after", "a condition such as success(extract)", Condition::parse);
    Placement placement = new PlacementReader(problems, section, values).read();
    CommandSpec command = new CommandReader(problems, section, values).read();
    MisfirePolicy misfire = misfire();
    Duration deadline =
        or(values.read("deadline", "60s", this::deadline), JobDefinition.DEFAULT_DEADLINE);
    Overlap overlap =
        or(
            values.read(
                "overlap",
                "skip or allow",
                Choices.of("skip", Overlap.SKIP, "allow", Overlap.ALLOW)),
            Overlap.SKIP);
    Recovery recovery =
        or(
            values.read(
                "recovery",
                "at-most-once or at-least-once",
                Choices.of(
                    "at-most-once",
                    Recovery.AT_MOST_ONCE,
                    "at-least-once",
                    Recovery.AT_LEAST_ONCE)),
            Recovery.AT_MOST_ONCE);
    boolean anyPartition =
        or(
            values.read("any-partition", "true or false", Choices.of("true", true, "false", false)),
            false);
    if (schedule == null || placement == null || command == null || misfire == null) {
      return null;
    }
    if (after != null && !(schedule instanceof Schedule.None)) {
      return null;
    }
    if (anyPartition && !(placement instanceof Placement.NamedMember)) {
      problems.add(
          section.place("any-partition"),
          section.path("any-partition"),
          "goes with on: {member: NAME} only: a job that is not bound to one member would run in each"
              + " part of the cluster");
      return null;
    }
    return new FileJob(
        new JobDefinition(
            name, schedule, after, placement, misfire, deadline, overlap, recovery, anyPartition),
        command);
  }

  private Duration deadline(String text) {
    Duration deadline = Durations.parse(text);
    return new JobDefinition(
            name,
            Schedule.none(),
            null,
            Placement.any(),
            MisfirePolicy.skip(),
            deadline,
            Overlap.SKIP,
            Recovery.AT_MOST_ONCE,
            false)
        .deadline();
  }

  private @Nullable MisfirePolicy misfire() {
    Node node = section.value("misfire");
    if (node == null) {
      return MisfirePolicy.runOnceNow();
    }
    if (!Values.kind(node).equals("a mapping")) {
      return values.read(
          "misfire",
          "skip, run-once or {run-all: 10}",
          Choices.of("skip", MisfirePolicy.skip(), "run-once", MisfirePolicy.runOnceNow()));
    }
    String path = section.path("misfire");
    Section all = Section.open(problems, path, node, "{run-all: 10}", Set.of("run-all"));
    if (all == null || !all.has("run-all")) {
      problems.add(node, path, "names no policy; use skip, run-once or {run-all: 10}");
      return null;
    }
    Integer cap = new Values(problems, all).integer("run-all", 1, MisfirePolicy.MAX_CAP);
    return cap == null ? null : MisfirePolicy.runAll(cap);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
