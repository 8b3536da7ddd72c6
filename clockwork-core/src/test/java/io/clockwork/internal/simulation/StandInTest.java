package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.journal.MemoryJournal;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How late runs are while some of five voters are of no use to the others, as rows of the fault lab
 * have it: fifteen jobs that are due each second, and a fault for twelve.
 */
class StandInTest {
  private static final Duration FAULT = Duration.ofSeconds(12);
  private static final Duration BOUND = Duration.ofSeconds(3);
  private static final int JOBS = 15;
  private static final List<String> NAMES = List.of("h1", "h2", "h3", "h4", "h5");

  private final SimTime time = new SimTime();
  private final Diary diary = new Diary(false);
  private final Map<String, SimNode> nodes = new HashMap<>();

  private SimNetwork start(long seed) {
    SimNetwork network =
        SimNetwork.breakable(
            "stand-in",
            time,
            new Random(seed),
            Faults.none(Duration.ofMillis(1), Duration.ofSeconds(7)));
    long incarnation = 0;
    for (String name : NAMES) {
      SimNode node =
          new SimNode(
              time,
              network,
              new Random(seed * 31 + incarnation),
              diary,
              new Node(new NodeId(name, ++incarnation), Role.MEMBER, Map.of()),
              new Options(1_000, 100, Options.CHUNK, Options.TAKEOVER, NAMES),
              Duration.ZERO,
              Planted.NOTHING,
              new MemoryJournal(time.wall(), false));
      nodes.put(name, node);
      for (int n = 0; n < JOBS; n++) {
        node.register(eachSecond("job-" + n));
      }
      node.join();
      time.advance(Duration.ofSeconds(1));
    }
    time.advance(Duration.ofSeconds(20));
    return network;
  }

  private static JobDefinition eachSecond(String name) {
    return new JobDefinition(
        name,
        Schedule.every(Duration.ofSeconds(1)),
        null,
        Placement.any(),
        MisfirePolicy.runOnceNow(),
        Duration.ofSeconds(60),
        Overlap.ALLOW,
        Recovery.AT_MOST_ONCE,
        false);
  }

  private SimNode node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  private Map<RunId, Duration> lateness(Runnable undo) {
    return lateness(FAULT, undo);
  }

  /** Lets the fault last, and returns by run how late what fell due meanwhile was started. */
  private Map<RunId, Duration> lateness(Duration fault, Runnable undo) {
    Instant from = time.wall();
    time.advance(fault);
    undo.run();
    Instant to = time.wall();
    time.advance(Duration.ofSeconds(30));
    Map<RunId, List<Start>> starts = new HashMap<>();
    for (Start start : diary.starts) {
      starts.computeIfAbsent(start.run(), any -> new ArrayList<>()).add(start);
    }
    Map<RunId, Duration> late = new HashMap<>();
    starts.forEach(
        (run, all) -> {
          Instant due = ((RootCause.AtTime) run.root()).fireTime();
          if (!due.isBefore(from) && due.isBefore(to)) {
            assertThat(all).as("starts of %s", run).hasSize(1);
            late.put(run, Duration.between(due, all.get(0).truly()));
          }
        });
    return late;
  }

  private static void assertAllWithinTheBound(Map<RunId, Duration> late) {
    assertThat(late).as("started at all").hasSize(JOBS * (int) FAULT.toSeconds());
    assertThat(late).allSatisfy((run, by) -> assertThat(by).isLessThanOrEqualTo(BOUND));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void coordinator_deaf_isStoodInForInTime(long seed) {
    SimNetwork network = start(seed);

    network.links().deafen("h1");

    assertAllWithinTheBound(lateness(network.links()::heal));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void owner_deaf_isStoodInForInTime(long seed) {
    SimNetwork network = start(seed);

    network.links().deafen("h3");

    assertAllWithinTheBound(lateness(network.links()::heal));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void coordinator_unheard_isStoodInForInTime(long seed) {
    SimNetwork network = start(seed);

    network.links().mute("h1");

    assertAllWithinTheBound(lateness(network.links()::heal));
  }

  /** Each reaches its two neighbours only, which is a majority, and no two views agree. */
  private static void ring(SimNetwork network) {
    network
        .links()
        .partition(
            List.of(
                Set.of("h1", "h2"),
                Set.of("h2", "h3"),
                Set.of("h3", "h4"),
                Set.of("h4", "h5"),
                Set.of("h5", "h1")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ringOfMajorities_goesOnInTime(long seed) {
    SimNetwork network = start(seed);

    ring(network);

    assertAllWithinTheBound(lateness(network.links()::heal));
  }

  /**
   * After half a minute members ask nobody any more who is not in their view, so that some have no
   * majority to ask, though they think so. Those must not keep the votes from the others.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ringOfMajorities_thatLasts_holdsUpFew(long seed) {
    Duration minute = Duration.ofMinutes(1);
    SimNetwork network = start(seed);

    ring(network);

    Map<RunId, Duration> late = lateness(minute, network.links()::heal);
    int due = JOBS * (int) minute.toSeconds();
    assertThat(late.size()).as("started at all").isGreaterThanOrEqualTo(due - due / 100);
    assertThat(late.values()).filteredOn(by -> by.compareTo(BOUND) > 0).hasSizeLessThan(due / 100);
    assertThat(late.values())
        .allSatisfy(by -> assertThat(by).isLessThanOrEqualTo(BOUND.multipliedBy(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, 300})
  void clockOfTheCoordinator_jumps_isStoodInForInTime(int seconds) {
    start(1);

    node("h1").setClock(Duration.ofSeconds(seconds));

    assertAllWithinTheBound(
        lateness(() -> node("h1").setClock(Duration.ofSeconds(seconds).negated())));
  }

  /**
   * What the frozen one had won nobody else may start, but what falls due after it does not wait.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void owner_frozenBetweenClaimAndStart_holdsUpThatOneRunOnly(long seed) {
    start(seed);

    node("h3").pauseAtNextClaim(Duration.ofSeconds(5));

    Map<String, List<Duration>> tooLate = new HashMap<>();
    lateness(() -> {})
        .forEach(
            (run, by) -> {
              if (by.compareTo(BOUND) > 0) {
                tooLate.computeIfAbsent(run.job(), any -> new ArrayList<>()).add(by);
              }
            });
    assertThat(tooLate).allSatisfy((job, runs) -> assertThat(runs).as(job).hasSize(1));
  }
}
