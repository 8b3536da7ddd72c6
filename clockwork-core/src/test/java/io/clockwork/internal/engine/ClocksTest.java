package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.job.Alarm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A member that compares its clock with two others, and whose multicasts it watches. */
class ClocksTest {
  private static final NodeId ME = new NodeId("a", 1);
  private static final NodeId B = new NodeId("b", 1);
  private static final NodeId C = new NodeId("c", 1);

  private final Context context =
      new Context(
          node(ME),
          new FakePorts(),
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Clocks clocks = new Clocks(context, Options.MAX_CLOCK_SKEW, () -> {});
  private final MulticastWatch multicasts = new MulticastWatch(context);
  private Duration passed = Duration.ZERO;
  private Duration jumped = Duration.ZERO;

  ClocksTest() {
    context.view(new View(new ViewId(ME, 1), List.of(node(ME), node(B), node(C)), false));
  }

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  private void pass(Duration duration) {
    passed = passed.plus(duration);
    context.now(new Moment(Alone.BEGIN.plus(passed).plus(jumped), passed.toNanos()));
  }

  private void hear(NodeId peer, Duration ahead) {
    pass(Duration.ofSeconds(1));
    Moment asked = context.now();
    clocks.heard(peer, Alone.BEGIN.plus(passed).plus(ahead), asked);
  }

  private List<String> texts() {
    return context.ledger.alarms().stream().map(Alarm::text).toList();
  }

  private List<Alarm.Kind> alarms() {
    return context.ledger.alarms().stream().map(Alarm::kind).toList();
  }

  @Test
  void clock_thatIsTheOddOneOut_isAnAlarm_andFarOutClaimsNothing() {
    // given
    hear(B, Duration.ZERO);
    hear(C, Duration.ofMillis(300));
    assertThat(alarms()).isEmpty();

    // when: this clock goes 2 s ahead, then 300 s
    jumped = Duration.ofSeconds(2);
    pass(Duration.ofSeconds(1));
    clocks.look();

    // then
    assertThat(alarms()).containsExactly(Alarm.Kind.CLOCK_SKEW);
    assertThat(clocks.outlier()).isFalse();
    jumped = Duration.ofSeconds(300);
    pass(Duration.ofSeconds(1));
    clocks.look();
    assertThat(clocks.outlier()).isTrue();
    assertThat(texts()).anyMatch(text -> text.contains("starts nothing until that is mended"));

    // and back
    jumped = Duration.ZERO;
    pass(Duration.ofSeconds(1));
    clocks.look();
    assertThat(clocks.outlier()).isFalse();
    assertThat(texts()).anyMatch(text -> text.contains("starts its jobs again"));
    assertThat(alarms()).hasSize(3);
  }

  @Test
  void clockOfAnother_thatIsTheOddOneOut_isNotThisMembersAlarm() {
    // when
    hear(B, Duration.ofSeconds(300));
    hear(C, Duration.ZERO);
    hear(B, Duration.ofSeconds(300));

    // then: until the second was heard, each of two may have been the wrong one
    assertThat(clocks.outlier()).isFalse();
    assertThat(alarms()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void slowAnswer_saysNothingOfAClock() {
    // given
    Moment asked = context.now();
    pass(Duration.ofSeconds(10));

    // when
    clocks.heard(B, Alone.BEGIN, asked);
    clocks.heard(C, Alone.BEGIN, asked);

    // then
    assertThat(alarms()).isEmpty();
  }

  @Test
  void memberThatWrites_andOfWhichNoMulticastArrives_isAnAlarm_once() {
    // when
    for (int written = 1; written <= 5; written++) {
      pass(Duration.ofSeconds(2));
      multicasts.told(B, written);
    }

    // then
    assertThat(alarms()).containsExactly(Alarm.Kind.MULTICAST_FILTERED);
  }

  @Test
  void memberThatIsHeard_orWritesNothing_isNoAlarm() {
    // when
    for (int written = 1; written <= 5; written++) {
      pass(Duration.ofSeconds(2));
      multicasts.multicast(B);
      multicasts.told(B, written);
      multicasts.told(C, 7);
    }

    // then
    assertThat(alarms()).isEmpty();
  }

  @Test
  void boundOfOnesOwn_isKept() {
    // given
    Clocks strict = new Clocks(context, Duration.ofSeconds(2), () -> {});
    for (NodeId peer : List.of(B, C)) {
      pass(Duration.ofSeconds(1));
      Moment asked = context.now();

      // when
      strict.heard(peer, Alone.BEGIN.plus(passed).plusSeconds(3), asked);
    }

    // then
    assertThat(strict.outlier()).isTrue();
    assertThat(clocks.outlier()).isFalse();
  }
}
