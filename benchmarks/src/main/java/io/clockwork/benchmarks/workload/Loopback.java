package io.clockwork.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What went over the loopback interface, as Linux counts it: all that the members and a database
 * told one another, a multicast once. Says nothing true on a machine where others use it too.
 *
 * @param packets packets
 * @param bytes their bytes, headers included
 */
record Loopback(long packets, long bytes) {

  /** Reads the counters. */
  static Loopback read() throws IOException {
    return parse(Files.readString(Path.of("/proc/net/dev")));
  }

  /** Reads the text of {@code /proc/net/dev}. */
  static Loopback parse(String text) {
    String line =
        text.lines().filter(each -> each.strip().startsWith("lo:")).findFirst().orElseThrow();
    String[] words = line.substring(line.indexOf(':') + 1).strip().split("\\s+");
    return new Loopback(Long.parseLong(words[1]), Long.parseLong(words[0]));
  }

  /** Returns what was added since then. */
  Loopback since(Loopback before) {
    return new Loopback(packets - before.packets, bytes - before.bytes);
  }
}
