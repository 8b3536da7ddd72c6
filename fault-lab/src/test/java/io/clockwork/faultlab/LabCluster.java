package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Members h1 to hN on hosts 1 to N, and their jobs. */
final class LabCluster implements AutoCloseable {
  private static final Path FOLDER =
      Path.of(System.getProperty("faultlab.folder", "target/fault-lab")).toAbsolutePath();

  /** The cluster's name. */
  static final String NAME = "fault-lab";

  static final String VOTERS = "voters: [h1, h2, h3, h4, h5]\n";

  /** How long members may take to start on a busy machine: no claim of ours. */
  private static final Duration TO_START = Duration.ofSeconds(60);

  /** How long their jobs may take until they are going: a row of its own has the bound. */
  private static final Duration TO_RUN = Duration.ofSeconds(90);

  private final String row;
  private final Path folder;
  private final List<LabJob> jobs;
  private final Netlab network;
  private final List<Member> members;
  private final Map<String, String> reasons = new TreeMap<>();

  private Duration tookToStart = Duration.ZERO;

  private LabCluster(String row, Path folder, List<LabJob> jobs, Netlab network, int size) {
    this.row = row;
    this.folder = folder;
    this.jobs = jobs;
    this.network = network;
    this.members =
        IntStream.rangeClosed(1, size).mapToObj(host -> new Member(host, folder, network)).toList();
  }

  /** Returns once all members are in one view and have been for a moment. */
  static LabCluster start(String row, int size, List<LabJob> jobs) {
    return start(row, size, jobs, "");
  }

  /** Does the same, with more lines for the jobs file. */
  static LabCluster start(String row, int size, List<LabJob> jobs, String settings) {
    SharedCluster.closeOpen();
    Path folder = FOLDER.resolve(row);
    write(folder, jobs, settings);
    LabCluster cluster = new LabCluster(row, folder, jobs, Netlab.up(size), size);
    try {
      cluster.members.get(0).start();
      boolean first =
          Moment.awaitTrue(TO_START, () -> cluster.members.get(0).log().lastView().isPresent());
      assertThat(first).as("void: the first member did not start; see %s", folder).isTrue();
      cluster.members.subList(1, size).forEach(Member::start);
      cluster.awaitStarts(cluster.awaitOneView(TO_START));
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Waits until each job has started for a fire time since then, so that a fault finds it going.
   */
  private void awaitStarts(Instant whole) {
    Set<String> all = jobs.stream().map(LabJob::name).collect(Collectors.toSet());
    boolean going =
        Moment.awaitTrue(
            TO_RUN,
            () ->
                notes().stream()
                    .filter(note -> note.start() && note.fireTime().isAfter(whole))
                    .map(Note::job)
                    .collect(Collectors.toSet())
                    .containsAll(all));
    tookToStart = Duration.between(whole, Instant.now());
    report(
        "%s: each job has started something %d ms after one view"
            .formatted(row, tookToStart.toMillis()));
    assertThat(going).as("void: the jobs do not start; see %s", folder).isTrue();
    Moment.pass(Duration.ofSeconds(1));
  }

  private static void write(Path folder, List<LabJob> jobs, String settings) {
    StringBuilder yaml = new StringBuilder("cluster: " + NAME + "\nworkers: 100\n");
    yaml.append(settings).append("jobs:\n");
    jobs.forEach(job -> yaml.append(job.yaml(Compiled.NOTE.toString(), folder.toString())));
    try {
      Files.createDirectories(folder);
      try (var old = Files.walk(folder)) {
        List<Path> paths = old.filter(path -> !path.equals(folder)).toList();
        for (int n = paths.size() - 1; n >= 0; n--) {
          Files.delete(paths.get(n));
        }
      }
      Files.writeString(folder.resolve("jobs.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how long after the first view of all each job had started something. */
  Duration tookToStart() {
    return tookToStart;
  }

  Netlab network() {
    return network;
  }

  List<LabJob> jobs() {
    return jobs;
  }

  List<Member> members() {
    return members;
  }

  List<Member> alive() {
    return members.stream().filter(Member::isAlive).toList();
  }

  /** Returns the member that all others follow. */
  Member coordinator() {
    String name = alive().get(0).log().lastView().orElseThrow().names().get(0);
    return member(name);
  }

  Member member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the member that started the last run of a job. */
  Member ownerOf(LabJob job) {
    return notes().stream()
        .filter(note -> note.start() && note.job().equals(job.name()))
        .max(Comparator.comparing(Note::fireTime))
        .map(note -> member(note.member()))
        .orElseThrow();
  }

  /** Returns a member that owns a job and does not coordinate. */
  Member ownerBesideCoordinator() {
    Member coordinator = coordinator();
    return jobs.stream()
        .map(this::ownerOf)
        .filter(owner -> owner != coordinator)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the view that all living members are in, and none but they. */
  Optional<String> oneView() {
    Set<String> views = new HashSet<>();
    Set<String> living = new HashSet<>();
    for (Member member : alive()) {
      living.add(member.name());
      Optional<MemberLog.Sighting> last = member.log().lastView();
      views.add(last.map(MemberLog.Sighting::view).orElse(""));
      if (last.isEmpty() || !new HashSet<>(last.get().names()).containsAll(living)) {
        return Optional.empty();
      }
    }
    String view = views.iterator().next();
    boolean onlyThey =
        alive().get(0).log().lastView().orElseThrow().names().stream()
            .filter(name -> members.stream().anyMatch(m -> m.name().equals(name)))
            .allMatch(living::contains);
    return views.size() == 1 && onlyThey ? Optional.of(view) : Optional.empty();
  }

  /** Waits for one view of all living members and returns when the last of them had it. */
  Instant awaitOneView(Duration limit) {
    boolean one = Moment.awaitTrue(limit, () -> oneView().isPresent());
    assertThat(one).as("one view within %s; %s", limit, views()).isTrue();
    Instant now = Instant.now(); // The clock of a member may be wrong.
    return alive().stream()
        .map(member -> member.log().lastView().orElseThrow().at())
        .filter(at -> at.isBefore(now))
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  private String views() {
    List<String> views = new ArrayList<>();
    alive().forEach(m -> views.add(m.name() + " sees " + m.log().lastView().orElse(null)));
    return String.join("; ", views);
  }

  /** Returns how many views all members have installed so far. */
  int viewChanges() {
    return alive().stream().mapToInt(member -> member.log().views().size()).sum();
  }

  /** Asks from a host what is known of the runs, and keeps the reasons for the judge. */
  Ledger ledger(int host) {
    return ledgers(List.of(host)).get(0);
  }

  /** Does the same from several hosts at once. */
  List<Ledger> ledgers(List<Integer> hosts) {
    List<String> words = List.of("runs", "--cluster", NAME, "--output", "json");
    List<Ledger> ledgers =
        hosts.stream()
            .map(host -> Member.launcher(network, host, List.of(), words))
            .map(command -> CompletableFuture.supplyAsync(() -> Shell.run(Map.of(), command)))
            .toList()
            .stream()
            .map(said -> Ledger.parse(said.join()))
            .toList();
    ledgers.forEach(ledger -> reasons.putAll(ledger.reasons()));
    return ledgers;
  }

  /** Returns what all runs have noted so far. */
  List<Note> notes() {
    return Note.readAll(folder);
  }

  /** Returns the texts of a kind's alarms that members have raised from then on. */
  List<String> alarms(String kind, Instant from) {
    return members.stream()
        .flatMap(member -> member.log().alarms().stream())
        .filter(alarm -> !alarm.at().isBefore(from) && alarm.text().contains(kind))
        .map(MemberLog.Alarm::text)
        .toList();
  }

  /** Judges a phase, prints the verdict, and adds it to the report. */
  Verdict judge(String phase, Instant from, Instant to) {
    return judge(jobs, phase, from, to);
  }

  /** Judges a phase of some jobs only. */
  Verdict judge(Collection<LabJob> some, String phase, Instant from, Instant to) {
    Set<String> names = some.stream().map(LabJob::name).collect(Collectors.toSet());
    List<Note> notes = notes().stream().filter(note -> names.contains(note.job())).toList();
    Verdict verdict = new Judge(some, notes, reasons).judge(row + ", " + phase, from, to);
    report(verdict.toString());
    return verdict;
  }

  /** Prints a measured figure, and adds it to the report. */
  void report(String line) {
    System.out.println("[fault-lab] " + line);
    try {
      Files.writeString(
          FOLDER.resolve("report.txt"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
