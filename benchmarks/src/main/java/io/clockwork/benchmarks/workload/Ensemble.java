package io.clockwork.benchmarks.workload;

import io.clockwork.benchmarks.peer.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The member processes of one run, all on this machine, with an administrator's process if there is
 * to be one. Closing it leaves nothing running.
 */
public final class Ensemble implements AutoCloseable {
  private final List<MemberProcess> members = new ArrayList<>();
  private final Collection<Long> others;
  private final Path folder;
  private boolean everywhere;

  private Ensemble(Collection<Long> others, Path folder) {
    this.others = List.copyOf(others);
    this.folder = folder;
  }

  /**
   * Starts the processes and waits until they see one another.
   *
   * @param peer the scheduler
   * @param members how many
   * @param admin whether there is to be an administrator's process as well
   * @param workers how many jobs a member may run at a time
   * @param options as in {@link Setup}
   * @param others processes that work for this scheduler too, such as a database's
   * @param folder for logs and records
   */
  public static Ensemble start(
      String peer,
      int members,
      boolean admin,
      int workers,
      Map<String, String> options,
      Collection<Long> others,
      Path folder)
      throws IOException {
    Files.createDirectories(folder);
    String cluster = "bench-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 1_000_000;
    Ensemble ensemble = new Ensemble(others, folder);
    try {
      for (int i = 0; i < members + (admin ? 1 : 0); i++) {
        Setup setup = new Setup(peer, i, members, cluster, workers, options);
        ensemble.members.add(MemberProcess.start(setup, folder));
      }
      ensemble.join(members);
      return ensemble;
    } catch (IOException | RuntimeException e) {
      ensemble.close();
      throw e;
    }
  }

  private void join(int count) throws IOException {
    for (MemberProcess member : members.subList(0, count)) {
      member.tell("start");
    }
    for (MemberProcess member : members.subList(0, count)) {
      member.answer();
    }
    for (MemberProcess member : members.subList(count, members.size())) {
      member.ask("start");
    }
    for (MemberProcess member : members) {
      await(Duration.ofSeconds(60), () -> Integer.parseInt(ask(member, "members")) >= count);
    }
    everywhere = Boolean.parseBoolean(members.get(0).ask("everywhere"));
  }

  private static String ask(MemberProcess member, String command) {
    try {
      return member.ask(command);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until something is so, and says whether it is. */
  static boolean await(Duration timeout, BooleanSupplier condition) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(Duration.ofMillis(2));
    }
    return true;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  MemberProcess member(int index) {
    return members.get(index);
  }

  /** Returns the processes of the members, without an administrator's. */
  List<MemberProcess> members() {
    return members.stream().filter(member -> !member.setup().isAdmin()).toList();
  }

  /** Returns the administrator's process; member 0 if there is none. */
  MemberProcess admin() {
    return members.stream()
        .filter(member -> member.setup().isAdmin())
        .findFirst()
        .orElse(members.get(0));
  }

  /** Registers jobs, on each member where that is needed; returns how long it took. */
  Duration register(String command) throws IOException {
    long start = System.nanoTime();
    List<MemberProcess> registrars = everywhere ? members() : members.subList(0, 1);
    for (MemberProcess member : registrars) {
      member.tell(command);
    }
    registrars.forEach(MemberProcess::answer);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns how many runs there were on the members that live. */
  int count() {
    return members().stream()
        .filter(MemberProcess::isAlive)
        .mapToInt(member -> Integer.parseInt(ask(member, "count")))
        .sum();
  }

  /** Waits until so many ran, or nothing has run for long; returns how many ran. */
  int awaitRuns(int expected, Duration quiet, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    int last = -1;
    long changed = System.nanoTime();
    int count = count();
    while (count < expected
        && System.nanoTime() - end < 0
        && System.nanoTime() - changed < quiet.toNanos()) {
      if (count != last) {
        last = count;
        changed = System.nanoTime();
      }
      pause(Duration.ofMillis(20));
      count = count();
    }
    return count;
  }

  /** Returns the processor seconds that all members and their helpers have used. */
  double cpuSeconds() throws IOException {
    List<Long> processes = new ArrayList<>(others);
    members().forEach(member -> processes.add(member.pid()));
    return Cpu.seconds(processes);
  }

  /** Returns what the jobs recorded, of the members that live. */
  Runs runs() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < members().size(); i++) {
      if (members.get(i).isAlive()) {
        Path file = folder.resolve("runs-" + i + ".txt");
        members.get(i).ask("write " + file.toAbsolutePath());
        files.add(file);
      }
    }
    return Runs.read(files);
  }

  /** Returns the bytes on a member's heap after a collection. */
  List<Long> heaps() {
    return IntStream.range(0, members().size())
        .mapToObj(i -> Long.parseLong(ask(members.get(i), "heap")))
        .toList();
  }

  @Override
  public void close() {
    members.forEach(MemberProcess::close);
  }
}
