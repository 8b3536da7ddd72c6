package io.clockwork.launcher.run;

import io.clockwork.job.Cause;
import io.clockwork.job.JobContext;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run without a cluster. */
final class FakeContext implements JobContext {
  private static final Instant FIRE_TIME = Instant.parse("2026-12-01T02:00:00Z");

  private final Map<String, String> parameters;
  private volatile String output = "";

  FakeContext(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  FakeContext() {
    this(Map.of());
  }

  String output() {
    return output;
  }

  @Override
  public String job() {
    return "extract";
  }

  @Override
  public RunId runId() {
    return RunId.parse("extract@" + FIRE_TIME);
  }

  @Override
  public Cause cause() {
    return new Cause.Fired(FIRE_TIME);
  }

  @Override
  public @Nullable Instant fireTime() {
    return FIRE_TIME;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public long token() {
    return 42;
  }

  @Override
  public String member() {
    return "node-1";
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public boolean interrupted() {
    return false;
  }

  @Override
  public void output(String text) {
    output = text;
  }
}
