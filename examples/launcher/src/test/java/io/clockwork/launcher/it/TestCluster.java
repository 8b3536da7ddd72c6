package io.clockwork.launcher.it;

import static io.clockwork.launcher.it.LauncherProcess.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** A cluster of real processes on loopback, in one folder, under a name of its own. */
final class TestCluster implements AutoCloseable {
  private final String name = "it-" + UUID.randomUUID().toString().substring(0, 12);
  private final Path folder;
  private final List<String> network;
  private final Map<String, LauncherProcess> members = new LinkedHashMap<>();
  private final List<LauncherProcess> processes = new ArrayList<>();

  private TestCluster(Path folder, List<String> network) {
    this.folder = folder;
    this.network = network;
  }

  /** A cluster whose nodes find one another by multicast on loopback. */
  static TestCluster udp(Path folder) {
    return new TestCluster(folder, List.of("--bind", "127.0.0.1"));
  }

  /** A cluster whose nodes find one another at these addresses. */
  static TestCluster tcp(Path folder, String... hosts) {
    return new TestCluster(
        folder, List.of("--bind", "127.0.0.1", "--members", String.join(",", hosts)));
  }

  String name() {
    return name;
  }

  Path file(String file) {
    return folder.resolve(file);
  }

  /**
   * Writes the jobs file that all members have. In it NOTE stands for the command of {@link Ran}.
   */
  TestCluster jobs(String yaml) {
    try {
      Files.writeString(folder.resolve("jobs.yaml"), yaml.replace("NOTE", Ran.NOTE), UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts members, side by side, and waits until they are up. */
  TestCluster members(String... names) {
    for (String each : names) {
      begin(each);
    }
    for (String each : names) {
      member(each).awaitErr("member " + each + " is up in cluster " + name);
    }
    return this;
  }

  /** Starts a member and does not wait for it. */
  LauncherProcess begin(String member, String... more) {
    List<String> arguments = new ArrayList<>(List.of("member", "--file", "jobs.yaml"));
    arguments.addAll(List.of("--cluster", name, "--member", member));
    arguments.addAll(List.of("--exit-with-parent", Long.toString(ProcessHandle.current().pid())));
    arguments.addAll(network);
    arguments.addAll(List.of(more));
    LauncherProcess process = start(member + "-" + processes.size(), arguments);
    members.put(member, process);
    return process;
  }

  LauncherProcess member(String member) {
    return members.get(member);
  }

  /** Starts a client and does not wait for it. */
  LauncherProcess beginClient(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--cluster", name));
    arguments.addAll(network);
    arguments.addAll(List.of(more));
    return start(command + "-" + processes.size(), arguments);
  }

  /** Runs a client to its end. */
  Result client(String command, String... more) {
    LauncherProcess process = beginClient(command, more);
    return new Result(process.exitCode(), process.out(), process.err());
  }

  private LauncherProcess start(String processName, List<String> arguments) {
    LauncherProcess process = LauncherProcess.start(folder, processName, arguments);
    processes.add(process);
    return process;
  }

  /** Returns the member that owns a job, as a client sees it. */
  String owner(String job) {
    Result result = client("show", job, "--output", "json");
    return String.valueOf(result.json().get(0).get("owner"));
  }

  /** Returns what the runs of one job wrote so far, in the order in which they did. */
  List<Ran> ran(String job) {
    return ran().stream().filter(run -> run.job().equals(job)).toList();
  }

  /** Returns what all runs wrote so far. */
  List<Ran> ran() {
    Path log = folder.resolve("runs.log");
    try {
      return Files.exists(log)
          ? Files.readAllLines(log, UTF_8).stream().map(Ran::parse).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitThat(String what, Callable<Boolean> isSo) {
    await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(isSo);
  }

  void awaitRuns(String job, int count) {
    awaitThat(count + " runs of " + job, () -> ran(job).size() >= count);
  }

  /** Asserts from the files that no run was doubled. */
  void assertNoneDoubled() {
    assertThat(ran()).extracting(Ran::run).doesNotHaveDuplicates();
  }

  /** Asserts from the files that a job ran for each of its fire times, and once. */
  void assertNoneLostOrDoubled(String job, Duration period) {
    assertNoneDoubled();
    assertThat(missing(job, period)).as("fire times of %s without a run", job).isEmpty();
  }

  /**
   * Asserts from the files that a job ran for each of its fire times, and once, but for the one
   * that a killed member had claimed and not begun: that one the cluster must know to be lost.
   */
  void assertOnlyLostWith(
      String killed, String job, Duration period, List<Map<String, Object>> runs) {
    assertNoneDoubled();
    List<Instant> missing = missing(job, period);
    assertThat(missing).as("fire times of %s without a run", job).hasSizeLessThanOrEqualTo(1);
    for (Instant time : missing) {
      assertThat(runs)
          .anySatisfy(
              run ->
                  assertThat(run)
                      .containsEntry("run", job + "@" + time)
                      .containsEntry("state", "LOST")
                      .containsEntry("member", killed));
    }
  }

  /** Returns the fire times, from the first that ran to the last, for which there is no run. */
  List<Instant> missing(String job, Duration period) {
    List<Instant> times = ran(job).stream().map(Ran::fireTime).sorted().toList();
    assertThat(times).as("runs of %s", job).isNotEmpty();
    List<Instant> missing = new ArrayList<>();
    Instant last = times.get(times.size() - 1);
    for (Instant time = times.get(0); time.isBefore(last); time = time.plus(period)) {
      if (!times.contains(time)) {
        missing.add(time);
      }
    }
    return missing;
  }

  /**
   * Asks all living members to leave, one after the other, and asserts that they do so in order.
   */
  void leave() {
    members.values().stream()
        .filter(LauncherProcess::isAlive)
        .forEach(process -> assertThat(process.terminate()).as(process.err()).isZero());
  }

  @Override
  public void close() {
    processes.forEach(LauncherProcess::killAll);
  }
}
