package io.clockwork.benchmarks.micro;

import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The next fire time of a schedule. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScheduleBenchmark {
  private final Instant anchor = Instant.parse("2026-01-01T00:00:00Z");
  private final Schedule rate = Schedule.every(Duration.ofSeconds(1));
  private final Schedule cron = Schedule.cron("0 30 2 ? * MON-FRI", ZoneId.of("Europe/Paris"));
  private Instant after = anchor;

  /** Of a fixed rate. */
  @Benchmark
  public Optional<Instant> fixedRate() {
    return next(rate);
  }

  /** Of a cron expression in a zone with summer time. */
  @Benchmark
  public Optional<Instant> cron() {
    return next(cron);
  }

  private Optional<Instant> next(Schedule schedule) {
    Optional<Instant> next = FireTimes.next(schedule, anchor, after);
    after = next.filter(at -> at.isBefore(anchor.plusSeconds(100_000_000L))).orElse(anchor);
    return next;
  }
}
