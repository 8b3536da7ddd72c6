package io.clockwork.embedded;

import io.clockwork.job.Cause;
import io.clockwork.job.JobCode;
import io.clockwork.job.JobContext;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What jobs' code really did, written by that code itself and by nobody else. */
final class Diary {

  /** One call of a job's code. */
  record Entry(RunId run, String member, Cause cause, Map<String, String> parameters) {}

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** Returns code that writes down that it was called. */
  JobCode note() {
    return this::write;
  }

  /** Returns code that writes down that it was called, and goes on. */
  JobCode noteAnd(JobCode rest) {
    return context -> {
      write(context);
      rest.run(context);
    };
  }

  private void write(JobContext context) {
    entries.add(
        new Entry(context.runId(), context.member(), context.cause(), context.parameters()));
  }

  List<Entry> of(String job) {
    return entries.stream().filter(entry -> entry.run().job().equals(job)).toList();
  }

  List<Entry> of(String job, String member) {
    return of(job).stream().filter(entry -> entry.member().equals(member)).toList();
  }

  List<RunId> runs() {
    return entries.stream().map(Entry::run).toList();
  }

  /** Returns the fire times for which a job's code was called. */
  List<Instant> fireTimes(String job) {
    return of(job).stream()
        .map(Entry::cause)
        .filter(Cause.Fired.class::isInstance)
        .map(cause -> ((Cause.Fired) cause).fireTime())
        .toList();
  }
}
