package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.journal.MemoryJournal;
import io.clockwork.job.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One random hour of a cluster with named voters, on a network that is cut in every way: then
 * everything is mended, and it gets quiet.
 */
final class SplitHistory {
  /** An hour, with the time in which it gets quiet. */
  private static final Duration LENGTH = Duration.ofMinutes(56);

  /** From this seed on voters forget at the worst moments. */
  static final long CRUEL = 1_000_001;

  private static final Duration SECOND = Duration.ofSeconds(1);

  final long seed;
  final Planted bug;
  final Random random;
  final Diary diary;
  final SimTime time = new SimTime();
  final SimNetwork network;
  final List<String> names = new ArrayList<>();
  final List<String> voters;

  /** Whose clocks may be wrong: of the voters always a minority. */
  final Set<String> wrong = new HashSet<>();

  final Weather weather;
  final Map<String, JobDefinition> jobs = new LinkedHashMap<>();

  /** When a job that was never changed is due. */
  final Map<String, Beat> beats = new HashMap<>();

  /** All that a job was ever like. */
  final Map<String, List<SplitDice.Rolled>> versions = new HashMap<>();

  final Set<String> touched = new HashSet<>();
  final Map<String, Set<String>> carried = new TreeMap<>();
  final Map<String, List<OrderResult>> ordered = new HashMap<>();
  final Map<String, Integer> given = new HashMap<>();
  final List<SimNode> everybody = new ArrayList<>();
  final Map<String, SimNode> members = new TreeMap<>();
  final Instant begin;
  final int historyLimit;
  private final int chunkSize;

  /** Members whose next life finds a new disk. */
  final Set<String> diskless = new HashSet<>();

  private final Map<String, Duration> offsets = new HashMap<>();
  private long incarnations = 1;
  private Instant violenceEnds = Instant.MAX;
  Instant calm = Instant.MAX;
  Instant end = Instant.MAX;

  SplitHistory(long seed, boolean tracing) {
    this(seed, tracing, Planted.NOTHING);
  }

  /** A history in which all nodes have a bug. */
  SplitHistory(long seed, boolean tracing, Planted bug) {
    this.seed = seed;
    this.bug = bug;
    this.random = new Random(seed);
    this.diary = new Diary(tracing);
    this.begin = time.wall();
    int size = 3 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      names.add("m" + i);
    }
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    boolean all = random.nextBoolean() || size == 3;
    this.voters =
        all
            ? List.copyOf(names)
            : List.copyOf(shuffled.subList(0, size > 5 && random.nextBoolean() ? 5 : 3));
    this.weather = new Weather(names);
    this.chunkSize = random.nextInt(4) == 0 ? 2_000 : Options.CHUNK;
    this.historyLimit = random.nextInt(4) == 0 ? 100 : 100_000;
    this.network =
        SimNetwork.breakable(
            "split",
            time,
            new Random(random.nextLong()),
            Faults.none(Duration.ofMillis(2), Duration.ofSeconds(7)));
    wrongClocks(shuffled);
  }

  private void wrongClocks(List<String> shuffled) {
    int most = voters.size() - majority();
    for (String name : shuffled) {
      boolean voter = voters.contains(name);
      if ((!voter || wrong.stream().filter(voters::contains).count() < most)
          && random.nextBoolean()) {
        wrong.add(name);
      }
    }
  }

  int majority() {
    return voters.size() / 2 + 1;
  }

  void run() {
    diary.note(time.wall(), () -> names + ", voters " + voters + ", clocks wrong of " + wrong);
    SplitDice dice = new SplitDice(random, time.wall(), names.size());
    int count = 4 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      define("job" + i, dice.job("job" + i, List.copyOf(jobs.keySet())));
    }
    weather.linksChanged(time.nanos(), network.links());
    for (String name : names) {
      Set<String> mine = new HashSet<>();
      for (String job : jobs.keySet()) {
        if (random.nextInt(5) != 0) {
          mine.add(job);
        }
      }
      carried.put(name, mine);
      join(name);
      pass(Duration.ofMillis(random.nextInt(400)));
    }
    violenceEnds = begin.plus(LENGTH);
    Troubles troubles = new Troubles(this);
    pass(Duration.ofSeconds(20));
    while (time.wall().isBefore(violenceEnds)) {
      pass(Duration.ofMillis(random.nextInt(50_000)));
      troubles.act();
    }
    calmDown(troubles);
  }

  void define(String name, SplitDice.Rolled rolled) {
    jobs.put(name, rolled.definition());
    versions.computeIfAbsent(name, any -> new ArrayList<>()).add(rolled);
    Beat beat = rolled.beat();
    if (beat != null && versions.getOrDefault(name, List.of()).size() == 1) {
      beats.put(name, beat);
    } else {
      beats.remove(name);
    }
    diary.note(time.wall(), () -> "defined " + rolled);
  }

  void pass(Duration duration) {
    Duration left = duration;
    while (!left.isZero()) {
      Duration step = left.compareTo(SECOND) > 0 ? SECOND : left;
      time.advance(step);
      weather.look(time.nanos(), members);
      left = left.minus(step);
    }
  }

  /** Returns whether voters forget at the worst moments. */
  boolean cruel() {
    return seed >= CRUEL;
  }

  /** Returns whether members know after a crash what they knew before. */
  boolean remember() {
    // Tokens that are counted fall, and votes are given afresh, only where memory is lost.
    boolean forgets = bug == Planted.COUNTS_TOKENS || bug == Planted.VOTES_AFRESH;
    return !forgets && (seed % 2 == 0 || bug == Planted.FORGETS_FSYNC);
  }

  /** Returns what a member finds on its disk. */
  private @Nullable MemoryJournal disk(@Nullable SimNode before, Duration skew) {
    if (!remember()) {
      return null;
    }
    boolean lost = before != null && diskless.remove(before.self().name());
    MemoryJournal left = before == null || lost ? null : before.disk();
    return left != null
        ? left
        : new MemoryJournal(time.wall().plus(skew), bug == Planted.FORGETS_FSYNC);
  }

  boolean violent() {
    return time.wall().isBefore(violenceEnds);
  }

  private void calmDown(Troubles troubles) {
    diary.note(time.wall(), () -> "calm");
    troubles.end();
    network.faults(Faults.none(Duration.ofMillis(2), Duration.ofSeconds(2)));
    for (int i = 0; i < 40; i++) {
      for (String name : names) {
        SimNode node = members.get(name);
        if (node == null || !node.up()) {
          join(name);
        }
      }
      pass(SECOND);
    }
    pass(Duration.ofSeconds(50));
    calm = time.wall();
    pass(Duration.ofSeconds(150));
    end = time.wall();
  }

  /** Ends all schedules, lets what runs end, and gives anti-entropy its time. */
  void quiet() {
    SimNode any = up().get(0);
    for (String job : jobs.keySet()) {
      any.remove(job);
    }
    pass(Duration.ofSeconds(90));
  }

  List<SimNode> up() {
    return everybody.stream().filter(node -> node.up() && !node.leaving()).toList();
  }

  @Nullable SimNode member(String name) {
    return members.get(name);
  }

  void join(String name) {
    SimNode old = members.get(name);
    if (old != null && violent()) {
      // A machine's clock outlives its process.
      offsets.put(name, old.clockOffset());
    } else if (!violent()) {
      offsets.remove(name);
    }
    Duration skew =
        offsets.computeIfAbsent(name, any -> Duration.ofMillis(random.nextInt(200) - 100));
    SimNode node =
        new SimNode(
            time,
            network,
            new Random(random.nextLong()),
            diary,
            new Node(new NodeId(name, incarnations++), Role.MEMBER, Map.of()),
            new Options(historyLimit, 4 + random.nextInt(7), chunkSize, Options.TAKEOVER, voters),
            skew,
            bug,
            disk(old, skew));
    everybody.add(node);
    members.put(name, node);
    diary.note(time.wall(), () -> node.self().id() + " joins, carries " + carried.get(name));
    for (String job : carried.getOrDefault(name, Set.of())) {
      JobDefinition definition = jobs.get(job);
      if (definition != null) {
        node.register(definition);
      }
    }
    node.join();
  }
}
