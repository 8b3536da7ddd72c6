package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.Same;
import io.clockwork.job.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two members that tell one another by request alone what they know. */
class GossipTest {
  private static final NodeId A = new NodeId("a", 1);
  private static final NodeId B = new NodeId("b", 1);
  private static final Duration PERIOD = Duration.ofMillis(1_500);

  private final Side a = new Side(A);
  private final Side b = new Side(B);
  private Duration passed = Duration.ZERO;

  /** One member's anti-entropy. */
  private static final class Side {
    final FakePorts ports = new FakePorts();
    final Context context;
    final Gossip gossip;

    Side(NodeId me) {
      context =
          new Context(
              node(me),
              ports,
              new Options(100, 10, Options.CHUNK, Options.TAKEOVER),
              (before, after) -> {},
              new Moment(Alone.BEGIN, 0),
              Set.of());
      context.view(new View(new ViewId(A, 1), List.of(node(A), node(B)), false));
      gossip =
          new Gossip(
              context,
              new Parcels(context, Options.CHUNK),
              new Clocks(context, Options.MAX_CLOCK_SKEW, () -> {}),
              new MulticastWatch(context),
              context.ledger::merge,
              () -> {});
    }

    Frame answer(NodeId from, Frame frame) {
      if (frame instanceof Compare compare) {
        return gossip.answer(from, compare);
      } else if (frame instanceof Exchange exchange) {
        return gossip.answer(from, exchange);
      }
      gossip.take((Facts) frame);
      return new Ack(true);
    }

    void knows(String subject) {
      context.alarm(Alarm.Kind.CLOCK_SKEW, subject, "text");
    }

    List<String> known() {
      return context.ledger.everything().stream().map(Slot::entry).map(String::valueOf).toList();
    }
  }

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  /** Lets a round of a's begin; returns the kinds of frames that went to and fro. */
  private List<Class<?>> round() {
    passed = passed.plus(PERIOD);
    Moment now = new Moment(Alone.BEGIN.plus(passed), passed.toNanos());
    b.context.now(now);
    a.context.now(now);
    a.context.timers.run(now.nanos());
    List<Class<?>> frames = new ArrayList<>();
    while (!a.ports.requests.isEmpty() || !b.ports.requests.isEmpty()) {
      boolean fromA = !a.ports.requests.isEmpty();
      Side asker = fromA ? a : b;
      FakePorts.Request request = asker.ports.requests.remove(0);
      Frame answer = (fromA ? b : a).answer(fromA ? A : B, request.frame());
      frames.add(request.frame().getClass());
      frames.add(answer.getClass());
      asker.context.answered(request.token(), answer);
    }
    return frames;
  }

  @Test
  void membersThatHeardTheSame_sendNoDigest() {
    // given
    a.knows("one");
    b.knows("two");
    round();
    assertThat(a.known()).hasSize(2).containsExactlyInAnyOrderElementsOf(b.known());

    // when, then
    assertThat(round()).containsExactly(Compare.class, Same.class);
    assertThat(round()).containsExactly(Compare.class, Same.class);
  }

  @Test
  void memberThatLacksSomething_isTold() {
    // given
    round();

    // when
    a.knows("one");

    // then: b sends its digest, a what is not in it
    assertThat(round()).containsExactly(Compare.class, Exchange.class, Facts.class, Ack.class);
    assertThat(b.known()).hasSize(1).isEqualTo(a.known());
  }

  @Test
  void memberThatLacksSomething_asks() {
    // given
    round();

    // when
    b.knows("one");
    b.knows("two");
    round();

    // then
    assertThat(a.known()).hasSize(2).containsExactlyInAnyOrderElementsOf(b.known());
    assertThat(round()).containsExactly(Compare.class, Same.class);
  }
}
