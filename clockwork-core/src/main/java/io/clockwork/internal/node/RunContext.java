package io.clockwork.internal.node;

import io.clockwork.job.Cause;
import io.clockwork.job.JobContext;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one run's code is told. */
final class RunContext implements JobContext {
  private final Run run;
  private volatile boolean interrupted;
  private volatile @Nullable String output;

  RunContext(Run run) {
    this.run = run;
  }

  @Override
  public String job() {
    return run.job();
  }

  @Override
  public RunId runId() {
    return run.id();
  }

  @Override
  public Cause cause() {
    return run.cause();
  }

  @Override
  public @Nullable Instant fireTime() {
    return run.fireTime();
  }

  @Override
  public int attempt() {
    return run.attempt();
  }

  @Override
  public long token() {
    return run.token();
  }

  @Override
  public String member() {
    return run.member();
  }

  @Override
  public Map<String, String> parameters() {
    return run.parameters();
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  void interrupt() {
    interrupted = true;
  }

  @Override
  public void output(String text) {
    Objects.requireNonNull(text, "text");
    // One more than is kept, so that the run, which cuts between characters, sees where they begin.
    int excess = text.length() - Run.MAX_OUTPUT - 1;
    output = excess > 0 ? text.substring(excess) : text;
  }

  @Nullable String output() {
    return output;
  }

  @Override
  public String toString() {
    return run.id().toString();
  }
}
