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
import io.clockwork.job.Alarm;
import io.clockwork.job.Event.AlarmRaised;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named voters with journals, of which one cannot be written any more. */
class DiskFailureTest {
  private static final List<String> VOTERS = List.of("ann", "bob", "cid");

  private final SimTime time = new SimTime();
  private final Diary diary = new Diary(false);
  private final List<SimNode> nodes = new ArrayList<>();

  private SimNode join(SimNetwork network, long seed, String name, MemoryJournal disk) {
    SimNode node =
        new SimNode(
            time,
            network,
            new Random(seed + nodes.size()),
            diary,
            new Node(new NodeId(name, nodes.size() + 1), Role.MEMBER, Map.of()),
            new Options(1_000, 8, Options.CHUNK, Options.TAKEOVER, VOTERS, Options.MAX_CLOCK_SKEW),
            Duration.ZERO,
            Planted.NOTHING,
            disk);
    nodes.add(node);
    for (int i = 0; i < 6; i++) {
      node.register(
          new JobDefinition(
              "job" + i,
              Schedule.every(Duration.ofSeconds(2)),
              null,
              Placement.any(),
              MisfirePolicy.runOnceNow(),
              Duration.ofSeconds(60),
              Overlap.ALLOW,
              Recovery.AT_MOST_ONCE,
              false));
    }
    node.join();
    time.advance(Duration.ofSeconds(2));
    return node;
  }

  private List<Start> starts(Instant since, Instant until) {
    return diary.starts.stream()
        .filter(start -> !start.truly().isBefore(since) && start.truly().isBefore(until))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void memberWhoseDiskFails_saysSo_andStartsAndVotesNoMore_andTheOthersGoOn(long seed) {
    // given: all three start runs
    SimNetwork network =
        SimNetwork.breakable(
            "disks",
            time,
            new Random(seed),
            Faults.none(Duration.ofMillis(2), Duration.ofSeconds(7)));
    VOTERS.forEach(name -> join(network, seed, name, new MemoryJournal(time.wall())));
    SimNode ann = nodes.get(0);
    SimNode bob = nodes.get(1);
    SimNode cid = nodes.get(2);
    Instant begin = time.wall();
    time.advance(Duration.ofSeconds(30).plusMillis(seed * 137));
    assertThat(starts(begin, Instant.MAX))
        .extracting(start -> start.on().name())
        .contains("ann", "bob", "cid");

    // when
    Objects.requireNonNull(ann.disk()).fail(new IOException("no space left on device"));
    Instant failed = time.wall();
    time.advance(Duration.ofSeconds(60));

    // then: it says so everywhere, and the others do its work
    for (SimNode node : nodes) {
      assertThat(node.events)
          .filteredOn(AlarmRaised.class::isInstance)
          .extracting(event -> ((AlarmRaised) event).alarm())
          .singleElement()
          .satisfies(
              alarm -> {
                assertThat(alarm.kind()).isEqualTo(Alarm.Kind.JOURNAL_FAILED);
                assertThat(alarm.member()).isEqualTo("ann");
                assertThat(alarm.text()).contains("no space left on device");
              });
    }
    assertThat(starts(failed, Instant.MAX))
        .hasSizeGreaterThan(6 * 25)
        .noneMatch(start -> start.on().equals(ann.self().id()));

    // when: only the other two vote, and one of them is gone
    bob.crash();
    time.advance(Duration.ofSeconds(1));
    Instant one = time.wall();
    time.advance(Duration.ofSeconds(60));
    Instant back = time.wall();

    // then: nothing is started without it
    assertThat(starts(one, back)).isEmpty();

    // and: with it they go on, without having doubled anything
    join(network, seed, "bob", Objects.requireNonNull(bob.disk()));
    time.advance(Duration.ofSeconds(30));
    assertThat(starts(back, Instant.MAX)).hasSizeGreaterThan(6 * 5);
    assertThat(cid.up()).isTrue();
    assertThat(diary.starts).extracting(Start::run).doesNotHaveDuplicates();
  }
}
