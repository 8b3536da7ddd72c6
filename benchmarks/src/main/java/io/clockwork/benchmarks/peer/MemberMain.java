package io.clockwork.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * A process of a benchmark. It is told what to do by lines on its standard input, and answers each
 * by one line on its standard output, {@code ok …} or {@code failed …}. What libraries print goes
 * to the standard error.
 */
public final class MemberMain {
  private final Peer peer;
  private final PrintStream out;

  private MemberMain(Peer peer, PrintStream out) {
    this.peer = peer;
    this.out = out;
  }

  /** Runs until the standard input ends, so that nothing is left when the harness is gone. */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    // The same for all: what goes well is not written down.
    Logger.getLogger("").setLevel(Level.WARNING);
    MemberMain main = new MemberMain(Peers.create(Setup.parse(args)), answers);
    main.serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = "ok " + answer(line.split(" "));
      } catch (Exception e) {
        e.printStackTrace(System.err);
        answer = "failed " + e.toString().replaceAll("\\s+", " ");
      }
      out.println(answer);
      out.flush();
    }
  }

  private String answer(String[] words) throws Exception {
    switch (words[0]) {
      case "start" -> peer.start();
      case "members" -> {
        return Integer.toString(peer.members());
      }
      case "alone" -> {
        return Boolean.toString(peer.preparesAlone());
      }
      case "everywhere" -> {
        return Boolean.toString(peer.registersEverywhere());
      }
      case "once" -> peer.once(names(words), Instant.ofEpochMilli(Long.parseLong(words[3])));
      case "every" ->
          peer.every(
              names(words),
              Instant.ofEpochMilli(Long.parseLong(words[3])),
              Duration.ofMillis(Long.parseLong(words[4])));
      case "pair" -> peer.pair(words[1], words[2]);
      case "idle" -> peer.idle(words[1]);
      case "run" -> {
        long then = Probe.micros();
        peer.run(words[1]);
        return Long.toString(then);
      }
      case "count" -> {
        return Integer.toString(Probe.count());
      }
      case "heap" -> {
        return Long.toString(heap());
      }
      case "record" -> Probe.writeAtOnce(Path.of(words[1]));
      case "write" -> Probe.write(Path.of(words[1]));
      case "close" -> peer.close();
      default -> throw new IllegalArgumentException("no such command: " + words[0]);
    }
    return "";
  }

  /** Reads {@code once NUMBER-OF-FIRST NUMBER …}. */
  private static List<String> names(String[] words) {
    int first = Integer.parseInt(words[1]);
    int count = Integer.parseInt(words[2]);
    return IntStream.range(first, first + count).mapToObj(i -> "job-" + i).toList();
  }

  /** Returns the bytes that are used after a collection. */
  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
