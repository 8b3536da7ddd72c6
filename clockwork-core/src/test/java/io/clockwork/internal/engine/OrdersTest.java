package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.OrderResult;
import io.clockwork.internal.engine.FakePorts.Request;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.OrderAnswer.Kind;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @Test
  void orderWhoseRunIsForgotten_hasTheSameAnswerAndNoSecondEffect() {
    // given: a short memory, and many more orders
    Alone forgetful = new Alone(3);
    forgetful.register(Alone.job("job", Schedule.none()));
    for (int i = 0; i < 8; i++) {
      StartOrder order = new StartOrder("order" + i, "job", "somebody", Map.of());
      forgetful.engine.requested(forgetful.now(), Alone.OTHER, order, i);
      forgetful.engine.flush(forgetful.now());
      forgetful.end(forgetful.ports.started.get(i), true);
      forgetful.live(Duration.ofSeconds(20));
    }
    RunId first = new RunId("job", new RootCause.ByOrder("order0"), null);
    assertThat(forgetful.engine.inspector(forgetful.now()).run(first)).isEmpty();

    // when
    StartOrder again = new StartOrder("order0", "job", "somebody", Map.of());
    forgetful.engine.requested(forgetful.now(), Alone.OTHER, again, 99);
    forgetful.engine.flush(forgetful.now());

    // then
    assertThat(forgetful.ports.replies.get(99L)).isEqualTo(new OrderAnswer(Kind.DONE, first, ""));
    assertThat(forgetful.ports.started).hasSize(8);
  }

  @Test
  void orderOfAJobOnEveryMember_thatAnotherMemberCarriedOut_isNotCarriedOutAgain() {
    // given
    JobDefinition job = Alone.job("job", Schedule.none());
    member.register(
        new JobDefinition(
            "job",
            job.schedule(),
            null,
            Placement.every(),
            job.misfire(),
            job.deadline(),
            job.overlap(),
            Recovery.AT_MOST_ONCE,
            false));
    RunId there = new RunId("job", new RootCause.ByOrder("order"), "other");
    Instant at = member.now().wall();
    Plan plan =
        Plan.start(
            there, 1, new Cause.Ordered("order", "x"), at, member.now(), Duration.ofSeconds(9));
    member.hear(new RunEntry(Records.running(Records.claimed(plan, 1, Alone.OTHER, at), at)));

    // then
    assertThat(receive(ORDER, 7)).isEqualTo(new OrderAnswer(Kind.DONE, there, "other"));
    assertThat(member.ports.started).isEmpty();
  }

  @Test
  void order_whereNoMajorityOfTheVotersIsInView_isRefusedAtOnce_andWhyTellsIt() {
    // given
    Alone minority = new Alone(100, List.of("me", "you", "they"));
    minority.hear(
        new JobEntry(
            "job",
            new Stamp(1, 0, Alone.OTHER),
            Alone.job("job", Schedule.every(Duration.ofSeconds(5))),
            Alone.BEGIN));

    // when
    minority.engine.requested(minority.now(), Alone.OTHER, ORDER, 7);
    minority.engine.flush(minority.now());

    // then
    OrderAnswer answer = (OrderAnswer) minority.ports.replies.get(7L);
    assertThat(answer.kind()).isEqualTo(Kind.REFUSED);
    assertThat(answer.text()).contains("majority").contains("[they, you]");
    minority.live(Duration.ofSeconds(10));
    assertThat(minority.engine.inspector(minority.now()).why("job"))
        .anyMatch(words -> words.contains("missing are [they, you]"))
        .anyMatch(words -> words.startsWith("it was due at"));
  }
}
