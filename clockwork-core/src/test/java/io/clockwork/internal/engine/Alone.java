package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine of a member that is alone, and so wins whatever it claims; time is the test's. */
final class Alone {
  static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
  static final Node SELF = new Node(new NodeId("me", 1), Role.MEMBER, Map.of());
  static final NodeId OTHER = new NodeId("other", 1);

  final FakePorts ports = new FakePorts();
  final Engine engine;
  private Duration passed = Duration.ZERO;
  private long otherSeq = 1;

  Alone() {
    this(100);
  }

  Alone(int historyLimit) {
    this(historyLimit, List.of());
  }

  Alone(int historyLimit, List<String> voters) {
    engine =
        new Engine(
            SELF,
            ports,
            new Options(historyLimit, 10, Options.CHUNK, Options.TAKEOVER, voters),
            now());
    engine.viewChanged(now(), new View(new ViewId(SELF.id(), 1), List.of(SELF), false));
    engine.flush(now());
  }

  Moment now() {
    return new Moment(BEGIN.plus(passed), passed.toNanos());
  }

  static JobDefinition job(String name, Schedule schedule) {
    return new JobDefinition(
        name,
        schedule,
        null,
        Placement.any(),
        MisfirePolicy.runOnceNow(),
        Duration.ofSeconds(10),
        Overlap.SKIP,
        Recovery.AT_MOST_ONCE,
        false);
  }

  static JobDefinition job(String name, Schedule schedule, MisfirePolicy misfire) {
    JobDefinition job = job(name, schedule);
    return new JobDefinition(
        name,
        schedule,
        null,
        job.placement(),
        misfire,
        job.deadline(),
        job.overlap(),
        Recovery.AT_MOST_ONCE,
        false);
  }

  static JobDefinition job(String name, Condition condition, MisfirePolicy misfire) {
    JobDefinition job = job(name, Schedule.none());
    return new JobDefinition(
        name,
        job.schedule(),
        condition,
        job.placement(),
        misfire,
        job.deadline(),
        job.overlap(),
        Recovery.AT_MOST_ONCE,
        false);
  }

  void register(JobDefinition job) {
    engine.register(now(), job);
    engine.flush(now());
  }

  /** Lets time pass while the process stands still. */
  void freeze(Duration duration) {
    passed = passed.plus(duration);
  }

  /** Lets the timers do what has become due. */
  void thaw() {
    engine.tick(now());
    for (Map.Entry<String, Instant> each : List.copyOf(ports.armed.entrySet())) {
      if (!each.getValue().isAfter(now().wall())) {
        ports.armed.remove(each.getKey());
        engine.fired(now(), each.getKey());
      }
    }
    engine.flush(now());
  }

  /** Lets time pass and the timers run on time. */
  void live(Duration duration) {
    Duration end = passed.plus(duration);
    while (passed.compareTo(end) < 0) {
      passed = passed.plusMillis(100);
      thaw();
    }
  }

  void end(Run run, boolean success) {
    engine.runEnded(now(), run.id(), new Outcome(success, success ? null : "failed", null, null));
    engine.flush(now());
  }

  void endAll() {
    List<Run> all = new ArrayList<>(ports.started);
    for (Run run : all) {
      if (!engine.inspector(now()).run(run.id()).orElseThrow().state().isFinal()) {
        end(run, true);
      }
    }
  }

  /** Another node tells of facts, all at once. */
  void hear(Entry... entries) {
    engine.received(now(), OTHER, new News(OTHER, otherSeq, List.of(entries)));
    otherSeq += entries.length;
    engine.flush(now());
  }

  /** Returns what became of a job's fire times: seconds since the beginning, and the state. */
  List<String> fates(String job) {
    return engine.inspector(now()).runs(job).stream()
        .filter(run -> run.fireTime() != null)
        .sorted((a, b) -> a.fireTime().compareTo(b.fireTime()))
        .map(run -> seconds(run.fireTime()) + " " + run.state())
        .toList();
  }

  private static long seconds(@Nullable Instant at) {
    return Duration.between(BEGIN, at).toSeconds();
  }

  long count(String job, RunState state) {
    return engine.inspector(now()).runs(job).stream().filter(run -> run.state() == state).count();
  }
}
