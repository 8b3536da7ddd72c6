package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.OrderResult;
import io.clockwork.internal.engine.FakePorts.Request;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.OrderAnswer.Kind;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import io.clockwork.job.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final RunId RUN = new RunId("job", new RootCause.ByOrder("order"), null);
  private static final StartOrder ORDER =
      new StartOrder("order", "job", "somebody", Map.of("key", "value"));

  private final Alone member = new Alone();

  private OrderAnswer receive(StartOrder order, long reply) {
    member.engine.requested(member.now(), Alone.OTHER, order, reply);
    member.engine.flush(member.now());
    return (OrderAnswer) member.ports.replies.get(reply);
  }

  @Test
  void order_isDone_withItsParameters() {
    // given
    member.register(Alone.job("job", Schedule.none()));

    // then
    assertThat(receive(ORDER, 7)).isEqualTo(new OrderAnswer(Kind.DONE, RUN, "me"));
    assertThat(member.ports.started)
        .singleElement()
        .satisfies(run -> assertThat(run.parameters()).containsEntry("key", "value"));
  }

  @Test
  void orderThatIsRepeated_evenAfterItsRunEnded_hasTheSameAnswerAndNoSecondEffect() {
    // given
    member.register(Alone.job("job", Schedule.none()));
    OrderAnswer first = receive(ORDER, 7);

    // when
    OrderAnswer second = receive(ORDER, 8);
    member.endAll();
    OrderAnswer third = receive(ORDER, 9);

    // then
    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    assertThat(member.ports.started).hasSize(1);
  }

  @Test
  void order_ofAnUnknownJob_OneNotCarried_OneNotAllowed_OrOnAMemberThatLeaves_isRefused() {
    // given
    member.register(Alone.job("job", Schedule.none()));
    JobDefinition job = Alone.job("elsewhere", Schedule.none());
    member.register(
        new JobDefinition(
            "elsewhere",
            job.schedule(),
            null,
            Placement.member("other"),
            job.misfire(),
            job.deadline(),
            job.overlap(),
            Recovery.AT_MOST_ONCE,
            false));

    // then
    assertThat(receive(new StartOrder("a", "unknown", "x", Map.of()), 1).kind())
        .isEqualTo(Kind.NO_SUCH_JOB);
    assertThat(receive(new StartOrder("b", "elsewhere", "x", Map.of()), 2).kind())
        .isEqualTo(Kind.REFUSED);
    member.engine.leave(member.now());
    assertThat(receive(ORDER, 3).kind()).isEqualTo(Kind.REFUSED);
    assertThat(member.ports.started).isEmpty();
  }

  @Test
  void orderOfOurOwn_thatIsNotAnswered_isUnknown() {
    // given
    member.register(Alone.job("job", Schedule.none()));
    member.engine.order(member.now(), io.clockwork.client.StartOrder.of("job").withId("order"), 5);
    Request request = member.ports.take(Alone.SELF.id(), StartOrder.class);

    // when
    member.engine.answered(member.now(), request.token(), null);

    // then
    assertThat(member.ports.ordered.get(5L)).isInstanceOf(OrderResult.Unknown.class);
  }

  @Test
  void orderOfOurOwn_forAMemberThatIsNotThere_isRefusedAtOnce() {
    // given
    member.register(Alone.job("job", Schedule.none()));

    // when
    member.engine.order(member.now(), io.clockwork.client.StartOrder.of("job").on("nobody"), 5);

    // then
    assertThat(member.ports.ordered.get(5L))
        .isInstanceOfSatisfying(
            OrderResult.Refused.class,
            refused -> assertThat(refused.kind()).isEqualTo(OrderResult.Refused.Kind.NO_MEMBER));
  }
}
