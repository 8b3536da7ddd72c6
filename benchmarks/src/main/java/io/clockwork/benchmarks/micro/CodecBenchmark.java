package io.clockwork.benchmarks.micro;

import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.WireException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Frames to bytes and back: the largest frame of each kind that 100 runs due together make. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private static final int JOBS = 100;

  /** The kind of frame. */
  @Param({"ClaimRequest", "ClaimAnswer", "News"})
  public String kind = "";

  private List<Frame> frames = List.of();
  private byte[] bytes = {};

  /** Makes the frame. */
  @Setup
  public void record() {
    Trio trio = new Trio();
    trio.register("job-", JOBS, Duration.ofSeconds(5));
    List<Frame> sent = trio.record();
    trio.pass(Duration.ofSeconds(5));
    frames =
        List.of(
            sent.stream()
                .filter(frame -> frame.getClass().getSimpleName().equals(kind))
                .max(Comparator.comparingInt(frame -> Codec.encode(frame).length))
                .orElseThrow());
    bytes = Codec.encode(frames.get(0));
  }

  /** To bytes. */
  @Benchmark
  public byte[] encode() {
    return Codec.encode(frames.get(0));
  }

  /** From bytes. */
  @Benchmark
  public Frame decode() throws WireException {
    return Codec.decode(bytes);
  }
}
