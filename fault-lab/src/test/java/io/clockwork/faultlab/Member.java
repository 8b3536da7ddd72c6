package io.clockwork.faultlab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member: the launcher's jar in a process on a host of its own. */
final class Member {
  private static final List<String> LEAN =
      List.of(
          "-Xmx128m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.net.preferIPv4Stack=true");
  private static final Duration TO_END = Duration.ofSeconds(30);

  private final int host;
  private final Path folder;
  private final Netlab network;
  private final MemberLog log;
  private Process process;

  Member(int host, Path folder, Netlab network) {
    this.host = host;
    this.folder = folder;
    this.network = network;
    this.log = new MemberLog(folder.resolve(name(host) + ".log"));
  }

  static String name(int host) {
    return "h" + host;
  }

  /** Returns a command that runs the launcher's jar on a host. */
  static List<String> launcher(Netlab network, int host, List<String> flags, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAN);
    command.addAll(flags);
    command.add("-jar");
    command.add(System.getProperty("faultlab.jar"));
    command.addAll(words);
    return network.on(host, command);
  }

  String name() {
    return name(host);
  }

  int host() {
    return host;
  }

  MemberLog log() {
    return log;
  }

  /** Starts it, for the first time or again; it goes on writing to the same files. */
  void start() {
    log.restarted();
    String logback = Member.class.getResource("/logback-lab.xml").getPath();
    List<String> words = List.of("member", "--file", "jobs.yaml", "--member", name());
    ProcessBuilder builder =
        new ProcessBuilder(
                launcher(network, host, List.of("-Dlogback.configurationFile=" + logback), words))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name() + ".log").toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Does what {@code kill -9} does, and returns when. */
  Instant kill() {
    Instant at = Instant.now();
    process.destroyForcibly();
    awaitEnd();
    return at;
  }

  /** Asks it to leave, and waits until it has. */
  void leave() {
    process.destroy();
    if (awaitEnd() != 0) {
      throw new AssertionError(name() + " left with exit code " + process.exitValue());
    }
  }

  /** Freezes it, and returns when. */
  Instant freeze() {
    Instant at = Instant.now();
    Shell.signal("STOP", process.pid());
    return at;
  }

  /** Lets it go on, and returns when. */
  Instant thaw() {
    Instant at = Instant.now();
    Shell.signal("CONT", process.pid());
    return at;
  }

  private int awaitEnd() {
    try {
      if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name() + " did not end within " + TO_END);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
