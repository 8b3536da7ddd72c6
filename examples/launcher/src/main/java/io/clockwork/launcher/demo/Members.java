package io.clockwork.launcher.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The members' processes: Java with the class path of this one. Thread-safe. */
final class Members {
  private static final List<String> LEAN =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx96m",
          "-Djava.net.preferIPv4Stack=true");
  private static final int SECONDS_TO_LEAVE = 5;

  private final String cluster;
  private final Folder folder;
  private final Map<String, Process> processes = new LinkedHashMap<>();

  Members(String cluster, Folder folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  /** Starts a member; it ends when this process does, however that ends. */
  synchronized void start(String member) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAN);
    command.addAll(
        List.of(
            "-cp",
            absolute(System.getProperty("java.class.path")),
            "io.clockwork.launcher.Main",
            "member",
            "--file",
            "jobs.yaml",
            "--cluster",
            cluster,
            "--member",
            member,
            "--bind",
            "127.0.0.1",
            "--exit-with-parent",
            Long.toString(ProcessHandle.current().pid())));
    File log = folder.file(member + ".log").toFile();
    processes.put(
        member,
        new ProcessBuilder(command)
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start());
  }

  /** The members run in another folder, where relative entries would mean something else. */
  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  synchronized long pid(String member) {
    return process(member).pid();
  }

  /** Does what {@code kill -9} does. */
  synchronized void kill(String member) {
    process(member).destroyForcibly();
  }

  synchronized boolean isAlive(String member) {
    return process(member).isAlive();
  }

  private Process process(String member) {
    return Objects.requireNonNull(processes.get(member), member);
  }

  /** Does what {@code kill} does, and waits; returns the exit codes, -1 for one that goes on. */
  Map<String, Integer> terminate(List<String> members) throws InterruptedException {
    Map<String, Process> leaving = new LinkedHashMap<>();
    synchronized (this) {
      members.forEach(member -> leaving.put(member, process(member)));
    }
    leaving.values().forEach(Process::destroy);
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Map.Entry<String, Process> each : leaving.entrySet()) {
      boolean ended = each.getValue().waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
      codes.put(each.getKey(), ended ? each.getValue().exitValue() : -1);
    }
    return codes;
  }

  /** Kills whatever is still there, and the commands that it runs. */
  synchronized void killAll() {
    for (Process process : processes.values()) {
      List<ProcessHandle> commands = process.descendants().toList();
      process.destroyForcibly();
      commands.forEach(ProcessHandle::destroyForcibly);
    }
    for (Process process : processes.values()) {
      try {
        process.waitFor(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
