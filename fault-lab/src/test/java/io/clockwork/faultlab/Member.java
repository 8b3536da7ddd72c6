package io.clockwork.faultlab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
  private final WrongClock clock;
  private Disk disk;
  private Process process;

  Member(int host, Path folder, Netlab network) {
    this.host = host;
    this.folder = folder;
    this.network = network;
    this.log = new MemberLog(folder.resolve(name(host) + ".log"));
    this.clock = new WrongClock(folder.resolve(name(host) + ".clock"));
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
    List<String> command =
        launcher(network, host, List.of("-Dlogback.configurationFile=" + logback), words);
    ProcessBuilder builder =
        new ProcessBuilder(disk == null ? command : disk.with(folder, command))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name() + ".log").toFile()));
    builder.environment().putAll(clock.environment());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Does what {@code kill -9} does, to the commands that it runs as well; returns when. */
  Instant kill() {
    List<ProcessHandle> commands = process.descendants().toList();
    Instant at = Instant.now();
    process.destroyForcibly();
    commands.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
    return at;
  }

  /** Returns its exit code, if it has ended within the limit. */
  OptionalInt exitCode(Duration limit) {
    return Moment.awaitTrue(limit, () -> !isAlive())
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
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

  boolean isFrozen() {
    try {
      String state = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      return state.lines().anyMatch(line -> line.matches("State:\\s+T.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WrongClock clock() {
    return clock;
  }

  /** Returns whether what it last logged is that far from the true time. */
  boolean isOffBy(Duration skew) {
    Duration off = Duration.between(Instant.now(), log.lastLine()).minus(skew);
    return off.abs().compareTo(Duration.ofSeconds(3)) < 0;
  }

  /** Returns where it keeps its journal by default. */
  Path journal() {
    return folder.resolve(Path.of("clockwork-journal", LabCluster.NAME, name()));
  }

  /** Puts its journal on a disk of its own from its next start on. */
  void on(Disk disk) {
    this.disk = disk;
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
