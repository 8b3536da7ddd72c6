package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.Alarm;
import io.clockwork.job.Event.AlarmRaised;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that keeps running on both sides of a partition says afterwards what ran twice. */
class DoubledRunTest {
  private static final List<String> NAMES = List.of("ann", "bob", "cid", "dan", "eve");

  private final SimTime time = new SimTime();
  private final Diary diary = new Diary(false);
  private final List<SimNode> nodes = new ArrayList<>();

  private static JobDefinition job(String name, int seconds) {
    return new JobDefinition(
        name,
        Schedule.every(Duration.ofSeconds(seconds)),
        null,
        Placement.any(),
        MisfirePolicy.runOnceNow(),
        Duration.ofSeconds(60),
        Overlap.ALLOW,
        Recovery.AT_MOST_ONCE,
        false);
  }

  private void join(SimNetwork network, Random random, String name) {
    SimNode node =
        new SimNode(
            time,
            network,
            new Random(random.nextLong()),
            diary,
            new Node(new NodeId(name, nodes.size() + 1), Role.MEMBER, Map.of()),
            new Options(1_000, 8, Options.CHUNK, Options.TAKEOVER),
            Duration.ZERO,
            Planted.NOTHING);
    nodes.add(node);
    node.register(job("often", 3));
    node.register(job("seldom", 11));
    node.join();
    time.advance(Duration.ofSeconds(2));
  }

  private Set<String> doubled() {
    Map<String, Set<NodeId>> started = new HashMap<>();
    for (Start start : diary.starts) {
      started.computeIfAbsent(start.run().toString(), any -> new HashSet<>()).add(start.on());
    }
    started.values().removeIf(on -> on.size() == 1);
    return started.keySet();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void partition_ofMembersThatKeepRunning_isFollowedByOneAlarmForEachRunThatWasDoubled(long seed) {
    // given
    Random random = new Random(seed);
    SimNetwork network =
        SimNetwork.breakable(
            "doubled", time, random, Faults.none(Duration.ofMillis(2), Duration.ofSeconds(7)));
    NAMES.forEach(name -> join(network, random, name));
    time.advance(Duration.ofSeconds(20));
    assertThat(doubled()).as("doubled before the partition").isEmpty();

    // when
    int cut = 1 + random.nextInt(4);
    network
        .links()
        .partition(
            List.of(
                Set.copyOf(NAMES.subList(0, cut)), Set.copyOf(NAMES.subList(cut, NAMES.size()))));
    time.advance(Duration.ofSeconds(40 + random.nextInt(30)));
    network.links().heal();
    time.advance(Duration.ofSeconds(90));

    // then
    Set<String> doubled = doubled();
    assertThat(doubled).as("doubled in the partition").hasSizeGreaterThan(5);
    for (SimNode node : nodes) {
      assertThat(node.events)
          .as("told on %s", node.self())
          .filteredOn(AlarmRaised.class::isInstance)
          .extracting(event -> ((AlarmRaised) event).alarm())
          .filteredOn(alarm -> alarm.kind() == Alarm.Kind.DOUBLED_RUN)
          .extracting(Alarm::subject)
          .containsExactlyInAnyOrderElementsOf(doubled);
      assertThat(node.engine().facts())
          .as("in the ledger of %s", node.self())
          .filteredOn(slot -> slot.entry() instanceof AlarmEntry)
          .extracting(slot -> ((AlarmEntry) slot.entry()).alarm())
          .filteredOn(alarm -> alarm.kind() == Alarm.Kind.DOUBLED_RUN)
          .extracting(Alarm::subject)
          .containsExactlyInAnyOrderElementsOf(doubled);
    }
  }
}
