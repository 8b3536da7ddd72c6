package io.clockwork.launcher.run;

import io.clockwork.job.JobContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a command is told of its run, as environment variables. */
final class CommandEnvironment {
  private CommandEnvironment() {}

  static Map<String, String> of(JobContext context) {
    Instant fireTime = context.fireTime();
    Map<String, String> variables = new TreeMap<>();
    context
        .parameters()
        .forEach((key, value) -> variables.put("CLOCKWORK_PARAM_" + sanitized(key), value));
    variables.put("CLOCKWORK_JOB", context.job());
    variables.put("CLOCKWORK_RUN", context.runId().toString());
    variables.put("CLOCKWORK_FIRE_TIME", fireTime == null ? "" : fireTime.toString());
    variables.put("CLOCKWORK_CAUSE", context.cause().toString());
    variables.put("CLOCKWORK_MEMBER", context.member());
    variables.put("CLOCKWORK_ATTEMPT", Integer.toString(context.attempt()));
    variables.put("CLOCKWORK_TOKEN", Long.toString(context.token()));
    return variables;
  }

  /**
   * Returns a parameter's name in the form that every shell can read: upper case, '_' for others.
   */
  static String sanitized(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }
}
