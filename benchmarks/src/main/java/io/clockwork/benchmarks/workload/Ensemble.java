package io.clockwork.benchmarks.workload;

import io.clockwork.benchmarks.database.Database;
import io.clockwork.benchmarks.peer.Peers;
import io.clockwork.benchmarks.peer.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The member processes of one run, all on this machine, with an administrator's process if there is
 * to be one. Closing it leaves nothing running.
 */
public final class Ensemble implements AutoCloseable {
  private final List<MemberProcess> members = new ArrayList<>();
  private final @Nullable Database database;
  private final Path folder;
  private boolean everywhere;

  private Ensemble(@Nullable Database database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /**
   * Starts the processes, and a database if the scheduler keeps its jobs in one, and waits until
   * they see one another.
   *
   * @param peer the scheduler
   * @param members how many
   * @param admin whether there is to be an administrator's process as well
   * @param workers how many jobs a member may run at a time
   * @param options as in {@link Setup}
   * @param folder for logs and records
   */
  public static Ensemble start(
      String peer,
      int members,
      boolean admin,
      int workers,
      Map<String, String> options,
      Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path own = Files.createTempDirectory(folder, peer + "-");
    Ensemble ensemble = new Ensemble(Peers.needsDatabase(peer) ? Database.start() : null, own);
    try {
      Map<String, String> all = new HashMap<>(options);
      all.put("folder", own.toAbsolutePath().toString());
      if (ensemble.database != null) {
        all.put("jdbc", ensemble.database.url());
      }
      String cluster =
          "bench-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 1_000_000;
      for (int i = 0; i < members + (admin ? 1 : 0); i++) {
        Setup setup = new Setup(peer, i, members, cluster, workers, all);
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
    int from = 0;
    if (Boolean.parseBoolean(members.get(0).ask("alone"))) {
      members.get(0).ask("start");
      from = 1;
    }
    for (MemberProcess member : members.subList(from, count)) {
      member.tell("start");
    }
    for (MemberProcess member : members.subList(from, count)) {
      member.answer();
    }
    for (MemberProcess member : members.subList(count, members.size())) {
      member.ask("start");
    }
    for (MemberProcess member : members) {
      if (!await(Duration.ofSeconds(60), () -> Integer.parseInt(ask(member, "members")) >= count)) {
        throw new IllegalStateException(member.setup().name() + " does not see all members");
      }
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

  static void pauseUntil(Instant end) {
    Duration time = Duration.between(Instant.now(), end);
    if (!time.isNegative()) {
      pause(time);
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

  /** Returns the processor seconds that all members, and the database, have used. */
  double cpuSeconds() throws IOException {
    List<Long> processes = new ArrayList<>();
    members().forEach(member -> processes.add(member.pid()));
    if (database != null) {
      processes.add(database.process());
    }
    return Cpu.seconds(processes);
  }

  private Path file(int member) {
    return folder.resolve("runs-" + member + ".txt").toAbsolutePath();
  }

  /** Has each run written down at once from now on, for members that are to be killed. */
  void recordAtOnce() throws IOException {
    for (int i = 0; i < members().size(); i++) {
      members.get(i).ask("record " + file(i));
    }
  }

  /** Returns what was written since {@link #recordAtOnce}, by the dead as well. */
  Runs recorded() throws IOException {
    return Runs.read(IntStream.range(0, members().size()).mapToObj(this::file).toList());
  }

  /** Returns what the jobs recorded. */
  Runs runs() throws IOException {
    for (int i = 0; i < members().size(); i++) {
      members.get(i).ask("write " + file(i));
    }
    return recorded();
  }

  /** Returns the bytes on a member's heap after a collection. */
  List<Long> heaps() {
    return IntStream.range(0, members().size())
        .mapToObj(i -> Long.parseLong(ask(members.get(i), "heap")))
        .toList();
  }

  @Override
  public void close() throws IOException {
    members.forEach(MemberProcess::close);
    if (database != null) {
      database.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
