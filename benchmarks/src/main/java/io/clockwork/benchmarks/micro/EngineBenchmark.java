package io.clockwork.benchmarks.micro;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One run, from its fire time to its end as all three members know it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {
  private static final int JOBS = 1_000;
  private static final Duration LEAD = Duration.ofSeconds(5);

  /** How many runs are due together. */
  @Param({"1", "1000"})
  public int together;

  private Trio trio = new Trio();

  /** Registers jobs that will be due. */
  @Setup(Level.Iteration)
  public void register() {
    trio = new Trio();
    for (int i = 0; i < JOBS / together; i++) {
      trio.register("job-" + i + "-", together, LEAD.plusMillis(100L * i));
    }
  }

  /** Lets them be due. */
  @Benchmark
  @OperationsPerInvocation(JOBS)
  public long run() {
    trio.pass(LEAD);
    for (int i = 1; i < JOBS / together; i++) {
      trio.pass(Duration.ofMillis(100));
    }
    if (trio.runs() != JOBS) {
      throw new IllegalStateException(trio.runs() + " runs of " + JOBS);
    }
    return trio.runs();
  }
}
