package io.clockwork.launcher.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher's jar in a process of its own, as a user runs it. */
final class LauncherProcess {
  /** How long anything may take: -Dclockwork.test.timeout=SECONDS for slow machines. */
  static final Duration LIMIT = Duration.ofSeconds(Long.getLong("clockwork.test.timeout", 40));

  private static final String JAR =
      System.getProperty("clockwork.jar", "target/clockwork-launcher.jar");

  private final Process process;
  private final Path out;
  private final Path err;

  private LauncherProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the jar in a folder; what it prints goes to files of that name there. */
  static LauncherProcess start(Path folder, String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m"));
    command.addAll(List.of("-jar", Path.of(JAR).toAbsolutePath().toString()));
    command.addAll(arguments);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new LauncherProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the process ends by itself and returns its exit code. */
  int exitCode() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + LIMIT + "; it said: " + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks it to end, as {@code kill} does, and returns its exit code. */
  int terminate() {
    process.destroy();
    return exitCode();
  }

  /** Does what {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Kills it and the commands that it runs, whatever it is doing. */
  void killAll() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  List<String> out() {
    return read(out).lines().toList();
  }

  String err() {
    return read(err);
  }

  LauncherProcess awaitErr(String text) {
    await(text).atMost(LIMIT).until(() -> err().contains(text) || !isAlive());
    if (!err().contains(text)) {
      throw new AssertionError("ended without saying \"" + text + "\"; it said: " + err());
    }
    return this;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
