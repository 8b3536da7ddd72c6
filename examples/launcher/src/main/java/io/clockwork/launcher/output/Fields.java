package io.clockwork.launcher.output;

import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Node;
import io.clockwork.job.Condition;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of what is printed as JSON. Names and words are those of the library's values;
 * instants are ISO-8601 in UTC, durations ISO-8601; what is not there is null.
 */
public final class Fields {
  private Fields() {}

  /**
   * Returns a node's fields.
   *
   * @param node a member or observer
   * @param coordinator whether it comes first in the view
   */
  public static Map<String, @Nullable Object> of(Node node, boolean coordinator) {
    Map<String, @Nullable Object> fields = node(node);
    fields.put("coordinator", coordinator);
    return fields;
  }

  /**
   * Returns why a job is not running.
   *
   * @param job its name
   * @param reasons in words
   */
  public static Map<String, @Nullable Object> why(String job, List<String> reasons) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job", job);
    fields.put("why", reasons);
    return fields;
  }

  private static Map<String, @Nullable Object> node(Node node) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", node.name());
    fields.put("role", node.role().name());
    fields.put("labels", node.labels());
    fields.put("incarnation", node.id().incarnation());
    return fields;
  }

  /**
   * Returns a job's fields.
   *
   * @param job the job
   */
  public static Map<String, @Nullable Object> of(JobStatus job) {
    Map<String, @Nullable Object> fields = definition(job.definition());
    fields.put("state", job.state().name());
    fields.put("owner", job.owner());
    fields.put("carriers", job.carriers());
    fields.put("nextFireTime", text(job.nextFireTime()));
    Run last = job.lastRun();
    fields.put("lastRun", last == null ? null : brief(last));
    fields.put("unknownJobs", job.unknownJobs());
    return fields;
  }

  private static Map<String, @Nullable Object> definition(JobDefinition job) {
    Condition condition = job.condition();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", job.name());
    fields.put("schedule", job.schedule().toString());
    fields.put("after", condition == null ? null : condition.toString());
    fields.put("on", job.placement().toString());
    fields.put("misfire", Words.misfire(job.misfire()));
    fields.put("deadline", job.deadline().toString());
    fields.put("overlap", job.overlap().name());
    fields.put("recovery", job.recovery().name());
    fields.put("anyPartition", job.anyPartition());
    return fields;
  }

  private static Map<String, @Nullable Object> brief(Run run) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("run", run.id().toString());
    fields.put("job", run.job());
    fields.put("state", run.state().name());
    fields.put("member", run.member());
    fields.put("attempt", run.attempt());
    fields.put("token", run.token());
    fields.put("fireTime", text(run.fireTime()));
    fields.put("claimedAt", run.at().toString());
    fields.put("startedAt", text(run.startedAt()));
    fields.put("endedAt", text(run.endedAt()));
    fields.put("reason", run.reason());
    return fields;
  }

  /**
   * Returns a run's fields.
   *
   * @param run the run
   */
  public static Map<String, @Nullable Object> of(Run run) {
    Map<String, @Nullable Object> fields = brief(run);
    fields.put("cause", run.cause().toString());
    fields.put("parameters", run.parameters());
    fields.put("stackTrace", run.stackTrace());
    fields.put("output", run.output());
    return fields;
  }

  /**
   * Returns an event's fields: its kind, its instant, and what it is about.
   *
   * @param event the event
   */
  public static Map<String, @Nullable Object> of(Event event) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("event", event.getClass().getSimpleName());
    fields.put("at", event.at().toString());
    if (event instanceof Event.RunEvent run) {
      fields.putAll(of(run.run()));
    } else if (event instanceof Event.MemberJoined joined) {
      fields.putAll(node(joined.node()));
    } else if (event instanceof Event.MemberLeft left) {
      fields.putAll(node(left.node()));
    } else if (event instanceof Event.MemberCrashed crashed) {
      fields.putAll(node(crashed.node()));
    } else if (event instanceof Event.ViewChanged changed) {
      fields.put("view", changed.view().id().toString());
      fields.put("nodes", changed.view().nodes().stream().map(Fields::node).toList());
    } else if (event instanceof Event.JobRegistered registered) {
      fields.putAll(definition(registered.definition()));
    } else if (event instanceof Event.JobChanged changed) {
      fields.putAll(definition(changed.definition()));
    } else if (event instanceof Event.JobRemoved removed) {
      fields.put("name", removed.job());
    } else if (event instanceof Event.AlarmRaised raised) {
      fields.put("kind", raised.alarm().kind().name());
      fields.put("subject", raised.alarm().subject());
      fields.put("member", raised.alarm().member());
      fields.put("text", raised.alarm().text());
    }
    return fields;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Objects.toString(value);
  }
}
