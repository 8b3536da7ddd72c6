package io.clockwork.benchmarks.loopback;

import io.clockwork.benchmarks.peer.Probe;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.internal.node.LocalNode;
import io.clockwork.internal.node.Settings;
import io.clockwork.job.Durability;
import io.clockwork.job.Job;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The members that live in this JVM. */
final class Village implements AutoCloseable {
  /** So many join at a time. */
  private static final int TOGETHER = 8;

  private static final int WORKERS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LoopbackProvider provider = new LoopbackProvider();
  private final Map<String, LocalNode> members = new ConcurrentSkipListMap<>();
  private final List<String> voters;

  /** Makes one without members; the first so many are to be the voters. */
  Village(int voters) {
    this.voters = IntStream.range(0, voters).mapToObj(Village::name).toList();
  }

  static String name(int index) {
    return String.format("m%03d", index);
  }

  Traffic.Count count() {
    return provider.traffic().count();
  }

  LocalNode member(int index) {
    LocalNode found = members.get(name(index));
    if (found == null) {
      throw new IllegalStateException("no member " + name(index));
    }
    return found;
  }

  List<LocalNode> members() {
    return List.copyOf(members.values());
  }

  /** Starts a member and returns when it is of use. */
  LocalNode start(int index, List<Job> jobs) {
    Node self =
        new Node(
            new NodeId(name(index), System.currentTimeMillis() * 1_000), Role.MEMBER, Map.of());
    LocalNode started =
        LocalNode.start(
            new Settings(
                "village",
                self,
                Network.udp(),
                jobs,
                List.of(),
                WORKERS,
                Duration.ofSeconds(1),
                PATIENCE,
                voters,
                Duration.ofSeconds(5),
                null,
                Durability.ASYNC),
            provider);
    members.put(name(index), started);
    return started;
  }

  /** Starts members, the first alone, and returns when all see all. */
  void startAll(int number) throws Exception {
    start(0, List.of());
    onAll(IntStream.range(1, number).boxed().toList(), index -> start(index, List.of()));
    await(() -> allSee(number));
  }

  /** Something that is done for one member. */
  interface Step<T> {
    void run(T on) throws Exception;
  }

  /** Does something for several members, some at a time. */
  <T> void onAll(List<T> each, Step<T> step) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(TOGETHER);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (T one : each) {
        running.add(
            pool.submit(
                () -> {
                  step.run(one);
                  return null;
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  boolean allSee(int number) {
    return members.values().stream().allMatch(member -> member.client().nodes().size() == number);
  }

  /** Has a member leave in order, or go without a word. */
  void remove(int index, boolean crash) {
    LocalNode going = members.remove(name(index));
    if (going == null) {
      throw new IllegalStateException("no member " + name(index));
    }
    if (crash) {
      provider.crash(name(index));
    } else {
      going.close();
    }
  }

  /** Waits until something is so; returns how long it took. */
  static Duration await(BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("not so within " + PATIENCE);
      }
      Thread.sleep(5);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Waits until so many ran. */
  static void awaitRuns(int number) throws InterruptedException {
    await(() -> Probe.count() >= number);
  }

  /** Returns the bytes on the heap after a collection. */
  static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    members.values().forEach(LocalNode::close);
    provider.close();
  }
}
