package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Options;
import io.clockwork.job.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One random history of a cluster: members come, leave and crash, messages are late or lost, jobs
 * are registered, changed and removed, orders are given; then it gets quiet.
 */
final class History {
  /** Some clusters forget fast. */
  private static final int[] LIMITS = {20, 100, 100_000};

  final long seed;
  private final Planted bug;
  final Diary diary;
  final SimTime time = new SimTime();
  final Map<String, JobDefinition> jobs = new LinkedHashMap<>();
  final Set<String> touched = new HashSet<>();
  final Map<String, Set<String>> carried = new TreeMap<>();
  final Map<String, List<OrderResult>> ordered = new HashMap<>();
  final Map<String, Integer> given = new HashMap<>();
  final List<SimNode> everybody = new ArrayList<>();
  final Map<String, SimNode> members = new TreeMap<>();
  private Instant violenceEnds = Instant.MIN;
  Instant calm = Instant.MIN;
  Instant removed = Instant.MIN;
  private final Random random;
  private final SimNetwork network;
  private final Map<String, Map<String, String>> labels = new HashMap<>();
  private final int size;
  private final boolean violent;
  private final int chunkSize;
  final int historyLimit;
  private long incarnations = 1;
  private int observers;
  private int orders;

  History(long seed, boolean tracing) {
    this(seed, tracing, Planted.NOTHING);
  }

  /** A history in which all nodes have a bug. */
  History(long seed, boolean tracing, Planted bug) {
    this.seed = seed;
    this.bug = bug;
    this.random = new Random(seed);
    this.diary = new Diary(tracing);
    this.size = 3 + random.nextInt(5);
    this.violent = random.nextInt(4) != 0;
    this.chunkSize = random.nextBoolean() ? 1_000 : Options.CHUNK;
    this.historyLimit = LIMITS[random.nextInt(LIMITS.length)];
    this.network = new SimNetwork("sim", time, new Random(random.nextLong()), faults());
  }

  private Faults faults() {
    return new Faults(
        violent ? random.nextDouble() * 0.2 : 0,
        violent ? random.nextDouble() * 0.1 : 0,
        Duration.ofMillis(1 + random.nextInt(10)),
        violent ? random.nextDouble() * 0.1 : 0,
        Duration.ofMillis(50 + random.nextInt(random.nextInt(3) == 0 ? 3_000 : 1_500)),
        Duration.ofMillis(random.nextBoolean() ? random.nextInt(2_000) : 0),
        Duration.ofMillis(200 + random.nextInt(2_800)));
  }

  void run() {
    for (JobDefinition job : new JobDice(random, time.wall(), size).jobs(5 + random.nextInt(8))) {
      jobs.put(job.name(), job);
    }
    for (int i = 0; i < size; i++) {
      String name = "m" + i;
      labels.put(name, Map.of("zone", random.nextBoolean() ? "eu" : "us"));
      Set<String> mine = new HashSet<>();
      jobs.keySet().forEach(job -> carries(mine, job));
      carried.put(name, mine);
      join(name);
      time.advance(Duration.ofMillis(random.nextInt(400)));
    }
    Instant end = time.wall().plusSeconds(40 + random.nextInt(50));
    violenceEnds = end;
    while (time.wall().isBefore(end)) {
      time.advance(Duration.ofMillis(random.nextInt(3_000)));
      act();
    }
    calmDown();
  }

  private void carries(Set<String> mine, String job) {
    if (random.nextInt(5) != 0) {
      mine.add(job);
    }
  }

  private void calmDown() {
    diary.note(time.wall(), () -> "calm");
    network.faults(Faults.none(Duration.ofMillis(2), Duration.ofSeconds(1)));
    for (String name : carried.keySet()) {
      if (!members.containsKey(name)) {
        join(name);
      }
    }
    time.advance(Duration.ofSeconds(15));
    calm = time.wall();
    time.advance(Duration.ofSeconds(25));
    removed = time.wall();
  }

  /** Ends all schedules, lets what runs end, and gives anti-entropy its time. */
  void quiet() {
    SimNode any = up().get(0);
    for (String job : jobs.keySet()) {
      any.remove(job);
    }
    time.advance(Duration.ofSeconds(60));
  }

  List<SimNode> up() {
    return everybody.stream().filter(node -> node.up() && !node.leaving()).toList();
  }

  private void act() {
    switch (random.nextInt(16)) {
      case 0 -> crash();
      case 1 -> crashInTheAct();
      case 2 -> leave();
      case 3, 4 -> rejoin();
      case 5, 6, 7 -> order();
      case 8 -> observer();
      case 9 -> register();
      case 10 -> change();
      case 11 -> restart();
      case 12 -> pause();
      case 13 -> freeze();
      default -> network.faults(faults());
    }
  }

  private void join(String name) {
    SimNode node = node(new Node(id(name), Role.MEMBER, labels.getOrDefault(name, Map.of())));
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

  private NodeId id(String name) {
    return new NodeId(name, incarnations++);
  }

  private SimNode node(Node self) {
    Options options = new Options(historyLimit, 2 + random.nextInt(9), chunkSize, Options.TAKEOVER);
    Duration skew = Duration.ofMillis(random.nextInt(200) - 100);
    SimNode node =
        new SimNode(time, network, new Random(random.nextLong()), diary, self, options, skew, bug);
    everybody.add(node);
    return node;
  }

  /** Crashes a member, but never so many that all who voted for some run may be among them. */
  private Optional<String> crash() {
    List<SimNode> candidates = List.copyOf(members.values());
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    SimNode victim = candidates.get(random.nextInt(candidates.size()));
    if (!survivable(victim)) {
      return Optional.empty();
    }
    victim.crash();
    members.remove(victim.self().name());
    return Optional.of(victim.self().name());
  }

  private void crashInTheAct() {
    List<SimNode> candidates = List.copyOf(members.values());
    if (!candidates.isEmpty()) {
      SimNode victim = candidates.get(random.nextInt(candidates.size()));
      victim.dieAtNextStart(() -> diesNow(victim));
    }
  }

  private boolean diesNow(SimNode victim) {
    String name = victim.self().name();
    // Who leaves is not among the members any more.
    boolean dies =
        members.get(name) == victim && time.wall().isBefore(violenceEnds) && survivable(victim);
    if (dies) {
      members.remove(name);
    }
    return dies;
  }

  /** A member dies and is back under its name while the others still have its old life in view. */
  private void restart() {
    Optional<String> victim = crash();
    time.advance(Duration.ofMillis(random.nextInt(300)));
    victim.filter(name -> !members.containsKey(name)).ifPresent(this::join);
  }

  /** Stops a member for less than the failure detection notices. */
  private void pause() {
    List<SimNode> candidates = List.copyOf(members.values());
    if (violent && !candidates.isEmpty()) {
      SimNode sleeper = candidates.get(random.nextInt(candidates.size()));
      sleeper.pause(Duration.ofMillis(500 + random.nextInt(5_500)));
    }
  }

  private boolean survivable(SimNode victim) {
    boolean heir = false;
    for (SimNode node : members.values()) {
      heir |= node != victim && node.engine().active() && !node.leaving();
      List<NodeId> electors = node.engine().electors();
      long down =
          electors.stream().filter(id -> id.equals(victim.self().id()) || !isUp(id)).count();
      if (down > electors.size() / 2) {
        return false;
      }
    }
    return heir;
  }

  private boolean isUp(NodeId id) {
    return everybody.stream()
        .anyMatch(node -> node.self().id().equals(id) && node.up() && !node.mayBeAway());
  }

  /** Stops a member until the others have given it up, and then lets it come back. */
  private void freeze() {
    List<SimNode> candidates = List.copyOf(members.values());
    if (violent && !candidates.isEmpty()) {
      SimNode sleeper = candidates.get(random.nextInt(candidates.size()));
      if (survivable(sleeper) && everybody.stream().noneMatch(SimNode::mayBeAway)) {
        sleeper.freeze(
            Duration.ofMillis(4_000 + random.nextInt(5_000)),
            Duration.ofMillis(1_000 + random.nextInt(2_500)),
            Duration.ofMillis(random.nextInt(4_000)));
      }
    }
  }

  private void leave() {
    List<SimNode> candidates =
        members.values().stream()
            // What the last member knows that is not frozen goes with it.
            .filter(node -> node.engine().active() && !node.mayBeAway())
            .toList();
    if (candidates.size() > 1) {
      SimNode leaver = candidates.get(random.nextInt(candidates.size()));
      leaver.leave();
      members.remove(leaver.self().name());
    }
  }

  private void rejoin() {
    List<String> absent =
        carried.keySet().stream()
            .filter(name -> !members.containsKey(name))
            .filter(
                name -> everybody.stream().noneMatch(n -> n.up() && n.self().name().equals(name)))
            .toList();
    if (!absent.isEmpty()) {
      join(absent.get(random.nextInt(absent.size())));
    }
  }

  private void order() {
    List<SimNode> from = up();
    List<String> names = List.copyOf(jobs.keySet());
    StartOrder order =
        StartOrder.of(names.get(random.nextInt(names.size()))).withId("order" + orders++);
    if (random.nextInt(3) == 0) {
      order = order.on("m" + random.nextInt(size));
    }
    give(order, from.get(random.nextInt(from.size())));
    if (random.nextInt(4) == 0) {
      // Repeated, perhaps by somebody else, to somebody else: no second effect.
      give(
          random.nextBoolean() ? order : order.on("m" + random.nextInt(size)),
          from.get(random.nextInt(from.size())));
    }
  }

  private void give(StartOrder order, SimNode by) {
    given.merge(order.orderId(), 1, Integer::sum);
    by.order(
        order,
        result -> {
          diary.note(time.wall(), () -> order + ": " + result);
          ordered.computeIfAbsent(order.orderId(), any -> new ArrayList<>()).add(result);
        });
  }

  private void observer() {
    List<SimNode> watching = up().stream().filter(node -> !node.self().isMember()).toList();
    if (watching.size() > 1) {
      watching.get(0).crash();
    } else {
      SimNode node = node(new Node(id("watcher" + observers++), Role.OBSERVER, Map.of()));
      node.join();
    }
  }

  private void register() {
    String name = "late" + jobs.size();
    JobDice dice = new JobDice(random, time.wall(), size);
    JobDefinition job = dice.definition(name, dice.schedule(), null);
    jobs.put(name, job);
    touched.add(name);
    for (SimNode node : members.values()) {
      if (!node.leaving() && random.nextBoolean()) {
        carried.getOrDefault(node.self().name(), new HashSet<>()).add(name);
        node.register(job);
      }
    }
  }

  private void change() {
    List<String> names = List.copyOf(jobs.keySet());
    String name = names.get(random.nextInt(names.size()));
    JobDefinition old = jobs.get(name);
    if (old == null || old.condition() != null) {
      return;
    }
    JobDice dice = new JobDice(random, time.wall(), size);
    JobDefinition job = dice.definition(name, dice.schedule(), null);
    jobs.put(name, job);
    touched.add(name);
    members.values().stream()
        .filter(node -> !node.leaving())
        .filter(node -> carried.getOrDefault(node.self().name(), Set.of()).contains(name))
        .findFirst()
        .ifPresent(node -> node.register(job));
  }
}
