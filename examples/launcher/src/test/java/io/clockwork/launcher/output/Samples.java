package io.clockwork.launcher.output;

import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.job.Alarm;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Values to print. */
final class Samples {
  static final Instant FIRE_TIME = Instant.parse("2026-12-01T02:00:00Z");
  static final NodeId NODE_1 = new NodeId("node-1", 7);
  static final Node MEMBER = new Node(NODE_1, Role.MEMBER, Map.of("zone", "eu"));
  static final Node OBSERVER = new Node(new NodeId("desk", 8), Role.OBSERVER, Map.of());

  static final Run FAILED =
      new Run(
          RunId.parse("extract@2026-12-01T02:00:00Z"),
          new Cause.Fired(FIRE_TIME),
          RunState.FAILED,
          1,
          7,
          NODE_1,
          FIRE_TIME,
          FIRE_TIME.plusMillis(5),
          FIRE_TIME.plusMillis(1_305),
          "exit code 3",
          "a\n\tb",
          "disk full\n\u001b[31mred",
          Map.of("day", "monday"));

  static final Alarm DOUBLED =
      new Alarm(
          Alarm.Kind.DOUBLED_RUN,
          "extract@2026-12-01T02:00:00Z",
          "node-1",
          FIRE_TIME,
          "started by node-1 and by node-2");

  static final JobStatus LOAD =
      new JobStatus(
          Job.named("load")
              .after(Condition.parse("success(extract) and success(later)"))
              .on(Placement.member("node-1"))
              .run(context -> {})
              .definition(),
          JobStatus.State.WAITING_FOR_CONDITION,
          "node-1",
          List.of("node-1", "node-2"),
          null,
          FAILED,
          List.of("later"));

  private Samples() {}
}
