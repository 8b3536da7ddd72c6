package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.simulation.Diary.Start;
import io.clockwork.job.Event.ViewChanged;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Processes that stop and clocks that are set, with the real engine. */
class SimNodeTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final SimTime time = new SimTime();
  private final SimNetwork network =
      SimNetwork.breakable(
          "nodes", time, new Random(1), Faults.none(Duration.ofMillis(1), Duration.ofSeconds(7)));
  private final Diary diary = new Diary(false);
  private long incarnations;

  private SimNode node(String name) {
    SimNode node =
        new SimNode(
            time,
            network,
            new Random(incarnations),
            diary,
            new Node(new NodeId(name, ++incarnations), Role.MEMBER, Map.of()),
            new Options(100, 4, Options.CHUNK, Options.TAKEOVER),
            Duration.ZERO,
            Planted.NOTHING);
    node.register(
        new JobDefinition(
            "tick",
            Schedule.every(PERIOD),
            null,
            Placement.any(),
            MisfirePolicy.runOnceNow(),
            Duration.ofSeconds(60),
            Overlap.SKIP,
            Recovery.AT_MOST_ONCE,
            false));
    node.join();
    time.advance(Duration.ofSeconds(2));
    return node;
  }

  private static List<Integer> sizes(SimNode node) {
    return node.events.stream()
        .filter(ViewChanged.class::isInstance)
        .map(event -> ((ViewChanged) event).view())
        .map(View::nodes)
        .map(List::size)
        .toList();
  }

  @Test
  void memberThatStopsForLong_isExpelled_andHearsOnlyOfTheViewThatHasItAgain() {
    // given
    SimNode ann = node("ann");
    SimNode bob = node("bob");
    SimNode cid = node("cid");

    // when
    ann.pause(Duration.ofSeconds(20));
    time.advance(Duration.ofMillis(20_100));

    // then
    assertThat(sizes(bob)).containsExactly(2, 3, 2);
    assertThat(sizes(cid)).containsExactly(3, 2);
    assertThat(sizes(ann)).containsExactly(1, 2, 3);
    time.advance(Duration.ofSeconds(25));
    assertThat(sizes(bob)).containsExactly(2, 3, 2, 3);
    assertThat(sizes(ann)).containsExactly(1, 2, 3, 3);
  }

  @Test
  void clockSetForward_letsArmedTimersFireByTheMonotonicClock_atTheLatestHalfAMinuteLater() {
    // given
    SimNode ann = node("ann");
    time.advance(Duration.ofSeconds(60));
    int before = diary.starts.size();

    // when
    ann.setClock(Duration.ofSeconds(300));
    time.advance(Duration.ofSeconds(31));

    // then
    assertThat(diary.starts.size()).isGreaterThan(before);
    assertThat(ann.clockOffset()).isEqualTo(Duration.ofSeconds(300));
    Instant last = diary.starts.get(diary.starts.size() - 1).at();
    assertThat(last).isAfter(time.wall().plusSeconds(250));
  }

  @Test
  void clockSetBack_firesNothingBeforeItsTimeByThatClock() {
    // given
    SimNode ann = node("ann");
    time.advance(Duration.ofSeconds(60));
    List<Start> before = List.copyOf(diary.starts);
    assertThat(before).hasSizeGreaterThan(4);

    // when
    ann.setClock(Duration.ofSeconds(-100));
    time.advance(Duration.ofSeconds(90));

    // then
    assertThat(diary.starts).isEqualTo(before);
  }
}
