package io.clockwork.launcher.output;

import io.clockwork.client.JobStatus;
import io.clockwork.job.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known of one job or one run, a line each. */
public final class Details {
  private static final int WIDTH = 12;

  private final List<String> lines = new ArrayList<>();

  private Details() {}

  /**
   * Returns the lines about a run; its stack trace and its output come last.
   *
   * @param run the run
   * @param words of the reader's place
   */
  public static List<String> of(Run run, Words words) {
    Details details = new Details();
    details.add("run", run.id().toString());
    details.add("job", run.job());
    details.add("state", run.state().name());
    details.add("cause", run.cause().toString());
    details.add("member", run.member());
    details.add("attempt", Integer.toString(run.attempt()));
    details.add("token", Long.toString(run.token()));
    details.add("claimed", words.time(run.at()));
    details.add("started", words.time(run.startedAt()));
    details.add("ended", words.time(run.endedAt()));
    details.add("took", words.took(run));
    details.add("parameters", pairs(run.parameters()));
    details.block("reason", run.reason());
    // A command's failure has no trace: all that it has is its reason once more.
    if (run.stackTrace() != null && !run.stackTrace().strip().equals(run.reason())) {
      details.block("stack trace", run.stackTrace());
    }
    details.block("output", run.output());
    return details.lines;
  }

  /**
   * Returns the lines about a job.
   *
   * @param job the job
   * @param words of the reader's place
   */
  public static List<String> of(JobStatus job, Words words) {
    Details details = new Details();
    Run last = job.lastRun();
    details.add("job", job.name());
    details.add("when", words.when(job));
    details.add("on", job.definition().placement().toString());
    details.add("misfire", Words.misfire(job.definition().misfire()));
    details.add("deadline", Words.duration(job.definition().deadline()));
    details.add("overlap", job.definition().overlap().name());
    details.add("recovery", job.definition().recovery().name());
    details.add("state", job.state().name());
    details.add("owner", job.owner() == null ? "-" : job.owner());
    details.add("carriers", job.carriers().isEmpty() ? "-" : String.join(", ", job.carriers()));
    details.add("next", words.time(job.nextFireTime()));
    details.add("last run", last == null ? "-" : last.id() + " " + last.state());
    return details.lines;
  }

  /**
   * Returns key and value pairs on one line.
   *
   * @param pairs such as labels; none give {@code -}
   */
  public static String pairs(Map<String, String> pairs) {
    return pairs.isEmpty()
        ? "-"
        : pairs.entrySet().stream()
            .map(pair -> Words.clean(pair.getKey() + "=" + pair.getValue()))
            .collect(Collectors.joining(", "));
  }

  private void add(String name, String value) {
    lines.add(name + " ".repeat(WIDTH - name.length()) + value);
  }

  /** Adds a text of several lines under its name; one line stands beside it. */
  private void block(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return;
    }
    List<String> block = Words.clean(text.stripTrailing()).lines().toList();
    if (block.size() == 1) {
      add(name, block.get(0));
    } else {
      lines.add(name);
      block.forEach(line -> lines.add("  " + line));
    }
  }
}
