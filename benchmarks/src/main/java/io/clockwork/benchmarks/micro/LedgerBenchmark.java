package io.clockwork.benchmarks.micro;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.ledger.Slot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one member knows, merged into another's ledger: 1,000 jobs and a run of each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerBenchmark {
  private static final int JOBS = 1_000;

  private static final class Deaf implements Ledger.Watcher {
    @Override
    public void changed(@Nullable Entry before, Entry after) {}
  }

  private Collection<Slot> facts = List.of();
  private Ledger known = empty();

  private static Ledger empty() {
    return new Ledger(new NodeId("joiner", 9), 100, new Deaf());
  }

  /** Makes the facts. */
  @Setup
  public void run() {
    Trio trio = new Trio();
    trio.register("job-", JOBS, Duration.ofSeconds(5));
    trio.pass(Duration.ofSeconds(5));
    facts = List.copyOf(trio.engine(0).facts());
    known = empty();
    facts.forEach(known::merge);
  }

  /** All of it is news. */
  @Benchmark
  public Ledger mergeNews() {
    Ledger ledger = empty();
    facts.forEach(ledger::merge);
    return ledger;
  }

  /** All of it is known. */
  @Benchmark
  public Ledger mergeKnown() {
    facts.forEach(known::merge);
    return known;
  }
}
