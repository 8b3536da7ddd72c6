package io.clockwork.benchmarks.peer;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The code of every job: writes down that it ran, and when. Static, since some schedulers make
 * their jobs from classes. Costs well below a microsecond.
 */
public final class Probe {

  /** What ran. */
  private static final ConcurrentLinkedQueue<Run> RUNS = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Where each run is written at once, so that it outlives a process that is killed. */
  private static volatile @Nullable OutputStream live;

  /** One run. Times are microseconds since 1970 by the system's clock; due is 0 if unknown. */
  private record Run(String job, long due, long started) {
    String line() {
      return job + " " + due + " " + started;
    }
  }

  private Probe() {}

  /** Returns the time, in microseconds since 1970. */
  public static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** A job runs; it is not known for which fire time. */
  public static void ran(String job) {
    ran(job, 0);
  }

  /**
   * A job runs.
   *
   * @param dueMicros its fire time, in microseconds since 1970; 0 if it is not known
   */
  public static void ran(String job, long dueMicros) {
    Run run = new Run(job, dueMicros, micros());
    RUNS.add(run);
    COUNT.incrementAndGet();
    OutputStream out = live;
    if (out != null) {
      try {
        // One write call each: lines of several threads do not mix.
        out.write((run.line() + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** From now on writes each run to a file at once, without a buffer of this process. */
  static void writeAtOnce(Path file) throws IOException {
    live = new FileOutputStream(file.toFile());
  }

  /** Returns how many runs there were. */
  public static int count() {
    return COUNT.get();
  }

  /** Writes the runs to a file, one a line: the job, its fire time, its start. */
  static void write(Path file) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), false)) {
      RUNS.forEach(run -> out.println(run.line()));
    }
  }
}
