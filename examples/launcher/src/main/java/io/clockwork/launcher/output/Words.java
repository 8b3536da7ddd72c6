package io.clockwork.launcher.output;

import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Node;
import io.clockwork.job.Alarm;
import io.clockwork.job.Condition;
import io.clockwork.job.Event;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts values into words for people. Times are local, in ISO-8601. */
public final class Words {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  private static final int MILLION = 1_000_000;

  private final ZoneId zone;

  /**
   * Creates the words of one place.
   *
   * @param zone of all times
   */
  public Words(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Returns an instant, with milliseconds if it has any.
   *
   * @param instant null gives {@code -}
   */
  public String time(@Nullable Instant instant) {
    if (instant == null) {
      return "-";
    }
    boolean whole = instant.getNano() < MILLION;
    return (whole ? SECONDS : MILLIS).format(instant.atZone(zone));
  }

  /**
   * Returns how long a run took: {@code 120 ms}, {@code 3.4 s}, {@code 1h2m3s}; {@code -} if it has
   * not begun and ended.
   *
   * @param run the run
   */
  public String took(Run run) {
    Instant started = run.startedAt();
    Instant ended = run.endedAt();
    if (started == null || ended == null) {
      return "-";
    }
    Duration took = Duration.between(started, ended);
    if (took.toMillis() < 1_000) {
      return took.toMillis() + " ms";
    }
    if (took.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1_000.0);
    }
    return duration(took.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Returns a duration as a jobs file has it: {@code 1m}, {@code 1h30m}, {@code 0.5s}.
   *
   * @param duration not negative
   */
  static String duration(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns when a job runs, or after what, with the jobs that nobody has registered.
   *
   * @param job the job
   */
  public String when(JobStatus job) {
    Condition condition = job.definition().condition();
    if (condition == null) {
      return job.definition().schedule().toString();
    }
    String unknown =
        job.unknownJobs().isEmpty()
            ? ""
            : " (unknown: " + String.join(", ", job.unknownJobs()) + ")";
    return "after " + condition + unknown;
  }

  /**
   * Returns a misfire policy, with its cap where it has one.
   *
   * @param policy the policy
   */
  static String misfire(MisfirePolicy policy) {
    boolean capped = policy.kind() == MisfirePolicy.Kind.RUN_ALL;
    return policy.kind().name() + (capped ? " " + policy.cap() : "");
  }

  /**
   * Returns a text on one line, cut if it is long.
   *
   * @param text null gives {@code -}
   */
  public String brief(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "-";
    }
    String line = clean(text.strip()).lines().findFirst().orElse("");
    int most = 80;
    return line.length() <= most ? line : line.substring(0, most - 3) + "...";
  }

  /**
   * Returns a text without control characters, which could steer a terminal, but for line breaks
   * and tabs.
   *
   * @param text anything
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean shown = c == '\n' || c == '\t' || !Character.isISOControl(c);
      if (c != '\r') {
        clean.append(shown ? c : '?');
      }
    }
    return clean.toString();
  }

  /**
   * Returns an event as one line: its time and a sentence.
   *
   * @param event the event
   */
  public String event(Event event) {
    return time(event.at()) + "  " + sentence(event);
  }

  private String sentence(Event event) {
    if (event instanceof Event.RunEvent run) {
      return sentence(run);
    }
    if (event instanceof Event.MemberJoined joined) {
      return who(joined.node()) + " joined";
    }
    if (event instanceof Event.MemberLeft left) {
      return who(left.node()) + " left";
    }
    if (event instanceof Event.MemberCrashed crashed) {
      return who(crashed.node()) + " crashed, hangs or cannot be reached";
    }
    if (event instanceof Event.ViewChanged changed) {
      return "view "
          + changed.view().id()
          + ": "
          + changed.view().nodes().stream().map(Words::who).collect(Collectors.joining(", "));
    }
    if (event instanceof Event.JobRegistered registered) {
      return "job " + registered.definition().name() + " registered";
    }
    if (event instanceof Event.JobChanged changed) {
      return "job " + changed.definition().name() + " changed";
    }
    if (event instanceof Event.JobRemoved removed) {
      return "job " + removed.job() + " removed";
    }
    if (event instanceof Event.AlarmRaised raised) {
      Alarm alarm = raised.alarm();
      return "ALARM "
          + alarm.kind()
          + " of "
          + clean(alarm.subject())
          + ", by "
          + alarm.member()
          + ": "
          + brief(alarm.text());
    }
    return event.getClass().getSimpleName();
  }

  private String sentence(Event.RunEvent event) {
    Run run = event.run();
    String what = "run " + run.id() + " ";
    String where = " on " + run.member();
    return switch (run.state()) {
      case CLAIMED -> what + "claimed" + where;
      case RUNNING -> what + "started" + where + ": " + run.cause();
      case SUCCEEDED -> what + "succeeded" + where + " after " + took(run);
      case FAILED -> what + "failed" + where + " after " + took(run) + ": " + brief(run.reason());
      case SKIPPED -> what + "skipped" + where + ": " + brief(run.reason());
      case MISSED -> what + "missed: " + brief(run.reason());
      case LOST -> what + "lost" + where + ": " + brief(run.reason());
    };
  }

  /**
   * Returns a node's role and name.
   *
   * @param node the node
   */
  public static String who(Node node) {
    return node.role().name().toLowerCase(Locale.ROOT) + " " + node.name();
  }
}
