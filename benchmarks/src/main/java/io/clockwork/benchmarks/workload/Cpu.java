package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The processor time of processes, as Linux counts it. */
final class Cpu {
  /** Linux counts in hundredths of a second, on every machine of today. */
  private static final double TICKS = 100;

  private Cpu() {}

  /**
   * Returns the seconds that processes and their descendants have used, those that ended among
   * them: a database serves each connection by a child.
   */
  static double seconds(Collection<Long> processes) throws IOException {
    double ticks = 0;
    for (long process : processes) {
      ticks += ticks(process);
      List<Long> children =
          ProcessHandle.of(process).stream()
              .flatMap(ProcessHandle::descendants)
              .map(ProcessHandle::pid)
              .toList();
      for (long child : children) {
        ticks += ticks(child);
      }
    }
    return ticks / TICKS;
  }

  private static long ticks(long process) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
    } catch (NoSuchFileException e) {
      return 0;
    }
    // The second field is the command in parentheses, and may have blanks in it. Then comes the
    // third.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long sum = 0;
    for (int field = 14; field <= 17; field++) {
      sum += Long.parseLong(fields[field - 3]);
    }
    return sum;
  }
}
