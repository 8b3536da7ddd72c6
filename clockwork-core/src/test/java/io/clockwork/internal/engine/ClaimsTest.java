package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.FakePorts.Request;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claimant among three (or five) voters, whose answers the test gives. */
class ClaimsTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId BOB = new NodeId("bob", 1);
  private static final ViewId FIRST = new ViewId(ME, 1);
  private static final ViewId SECOND = new ViewId(ME, 2);
  private static final RunId RUN = new RunId("job", new RootCause.AtTime(Alone.BEGIN), null);
  private static final Plan PLAN =
      Plan.start(
          RUN,
          1,
          new Cause.Fired(Alone.BEGIN),
          Alone.BEGIN,
          new Moment(Alone.BEGIN, 0),
          Duration.ofSeconds(60));
  private static final Verdict DENIED = new Verdict(false, BOB, null, 0);

  private final FakePorts ports = new FakePorts();
  private final List<RunId> won = new ArrayList<>();
  private final List<Slot> news = new ArrayList<>();
  private final Context context =
      new Context(
          new Node(ME, Role.MEMBER, Map.of()),
          ports,
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Votes votes = new Votes(context);
  private int room = 1_000;
  private int free = 1_000;
  private int ahead;
  private final Claims claims =
      new Claims(
          context,
          votes,
          new Claims.Room() {
            @Override
            public int soon() {
              return room;
            }

            @Override
            public int atOnce() {
              return Math.min(room, free);
            }

            @Override
            public int ahead() {
              return ahead;
            }
          },
          (plan, token) -> won.add(plan.run()),
          news::add,
          run -> {});
  private Duration passed = Duration.ZERO;

  @BeforeEach
  void begin() {
    enter(FIRST);
  }

  private void enter(ViewId id) {
    Electorate electorate = Electorate.of(id, List.of(ME, ANN, BOB));
    votes.enter(electorate);
    context.electorate(electorate);
  }

  private static Plan plan(String job) {
    return Plan.start(
        new RunId(job, RUN.root(), null),
        1,
        PLAN.cause(),
        Alone.BEGIN,
        new Moment(Alone.BEGIN, 0),
        Duration.ofSeconds(60));
  }

  private static Plan order(String job) {
    return Plan.start(
        new RunId(job, new RootCause.ByOrder(job), null),
        1,
        new Cause.Ordered(job, "admin"),
        Alone.BEGIN,
        new Moment(Alone.BEGIN, 0),
        Duration.ofSeconds(60));
  }

  private void claim() {
    claims.submit(PLAN);
    claims.flush();
  }

  /** Claims, and waits until those were asked as well that were not needed at first. */
  private void claimOfAll() {
    claim();
    pass(Duration.ofMillis(20));
  }

  private void answer(NodeId voter, @Nullable Verdict verdict) {
    Request request = ports.take(voter, ClaimRequest.class);
    Frame answer = verdict == null ? null : new ClaimAnswer(FIRST, List.of(verdict));
    context.answered(request.token(), answer);
    claims.flush();
  }

  private void release(NodeId voter, boolean answered) {
    Request request = ports.take(voter, Withdrawal.class);
    context.answered(request.token(), answered ? new Ack(true) : null);
  }

  private void pass(Duration duration) {
    passed = passed.plus(duration);
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
    context.timers.run(passed.toNanos());
    claims.flush();
  }

  private long ballot(NodeId voter) {
    return ports.requests.stream()
        .filter(request -> request.to().equals(voter))
        .filter(request -> request.frame() instanceof ClaimRequest)
        .mapToLong(request -> ((ClaimRequest) request.frame()).claims().get(0).ballot())
        .findFirst()
        .orElse(0);
  }

  @Test
  void claim_withOneVoteBesidesItsOwnOfThree_isWonOnce() {
    // when
    claimOfAll();
    assertThat(won).isEmpty();
    answer(ANN, Verdict.GRANTED);
    answer(BOB, Verdict.GRANTED);

    // then
    assertThat(won).containsExactly(RUN);
    assertThat(claims.idle()).isTrue();
  }

  @Test
  void claim_asksNoMoreVotersThanItNeeds_andTheOthersIfThoseTakeLong() {
    // when
    claim();

    // then
    assertThat(ballot(ANN)).isEqualTo(1);
    assertThat(ballot(BOB)).isZero();
    pass(Duration.ofMillis(20));
    assertThat(ballot(BOB)).isEqualTo(1);
  }

  @Test
  void claim_thatWasWon_asksNobodyElse() {
    // when
    claim();
    answer(ANN, Verdict.GRANTED);
    pass(Duration.ofMillis(20));

    // then
    assertThat(ports.requests).isEmpty();
  }

  @Test
  void claim_thatOneDenies_asksTheOthersAtOnce() {
    // when
    claim();
    answer(ANN, Verdict.ABSTAINED);

    // then
    assertThat(ballot(BOB)).isEqualTo(1);
  }

  @Test
  void voterThatWasSilent_isNotAskedFirst_untilItAnswers() {
    // given
    claimOfAll();
    answer(BOB, Verdict.GRANTED);

    // when
    claims.submit(plan("second"));
    claims.flush();

    // then
    assertThat(ballot(BOB)).isNotZero();
    answer(BOB, Verdict.GRANTED);
    answer(ANN, Verdict.GRANTED); // to the first
    assertThat(ports.requests).isEmpty();
    claims.submit(plan("third"));
    pass(Duration.ofMillis(2));
    assertThat(ballot(ANN)).isNotZero();
    assertThat(ballot(BOB)).isZero();
  }

  @Test
  void claim_whileAnotherIsUnderWay_waitsForItsAnswerOrAMoment() {
    // given
    claim();
    claims.submit(plan("second"));
    claims.flush();
    assertThat(ports.requests).hasSize(1);

    // when
    answer(ANN, Verdict.GRANTED);

    // then
    assertThat(ports.requests).hasSize(1);

    // when
    claims.submit(plan("third"));
    claims.flush();
    assertThat(ports.requests).hasSize(1);
    pass(Duration.ofMillis(2));

    // then
    assertThat(ports.requests).hasSize(2);
  }

  @Test
  void claim_whileOrdersComeWithoutEnd_waitsNoLongerThanAMoment() {
    // given
    claim();
    claims.submit(plan("second"));
    claims.flush();

    // when
    for (int n = 0; n < 3; n++) {
      claims.submit(order("ordered" + n));
      pass(Duration.ofMillis(1));
    }

    // then
    assertThat(ports.requests)
        .map(Request::frame)
        .filteredOn(ClaimRequest.class::isInstance)
        .anyMatch(
            frame ->
                ((ClaimRequest) frame)
                    .claims().stream().anyMatch(each -> each.run().job().equals("second")));
  }

  @Test
  void claims_whileAllWorkersHaveWork_waitUntilHalfOfWhatIsWonAheadIsUsedUp() {
    // given: one is won, and is all that a worker can do; five more may be won ahead
    claim();
    answer(ANN, Verdict.GRANTED);
    ports.requests.clear();
    ahead = 10;
    free = 0;
    room = 4;

    // when
    claims.submit(plan("second"));
    claims.flush();
    assertThat(ports.requests).isEmpty();
    room = 5;
    claims.flush();

    // then
    assertThat(ports.requests).hasSize(1);
  }

  @Test
  void claim_withItsOwnVoteAlone_isNeverWon() {
    // when
    claim();
    answer(ANN, DENIED);
    answer(BOB, DENIED);

    // then
    assertThat(won).isEmpty();
    assertThat(claims.isPending(RUN)).isTrue();
  }

  @Test
  void claimThatLost_isWithdrawnEverywhere_andTriedAnewUnderAHigherBallot() {
    // given
    claim();
    answer(ANN, DENIED);
    answer(BOB, DENIED);
    assertThat(votes.open()).isEmpty();

    // when
    release(ANN, true);
    pass(Duration.ofSeconds(5));

    // then: Bob, who may not be there any more, is not waited for
    release(BOB, true);
    assertThat(ballot(ANN)).isEqualTo(2);
    answer(ANN, Verdict.GRANTED);
    assertThat(won).containsExactly(RUN);
  }

  @Test
  void claimOfWhichVotesAreUnknown_isAskedForAgainUnderTheSameBallot() {
    // given
    claim();

    // when
    answer(ANN, null);
    answer(BOB, Verdict.ABSTAINED);
    pass(Duration.ofSeconds(1));
    pass(Duration.ofMillis(20)); // Ann was silent, and comes last.

    // then
    assertThat(ballot(ANN)).isEqualTo(1);
    answer(ANN, Verdict.GRANTED);
    assertThat(won).containsExactly(RUN);
  }

  @Test
  void voterThatDoesNotLetGo_isAskedAFewTimesOnly() {
    // given
    claim();
    answer(ANN, DENIED);
    answer(BOB, DENIED);
    release(ANN, true);

    // when
    for (int i = 0; i < 5; i++) {
      release(BOB, false);
      pass(Duration.ofMillis(200));
    }
    pass(Duration.ofSeconds(1));

    // then
    assertThat(ballot(BOB)).isEqualTo(2);
  }

  @Test
  void answerOfAFormerElectorate_countsForNothing() {
    // given
    claim();
    claims.voidAll();
    enter(SECOND);

    // when
    claim();
    answer(ANN, Verdict.GRANTED);
    context.answered(
        ports.take(ANN, ClaimRequest.class).token(),
        new ClaimAnswer(FIRST, List.of(Verdict.GRANTED)));

    // then
    assertThat(won).isEmpty();
  }

  @Test
  void cancelledClaim_isNotWonByVotesThatComeLater_andIsWithdrawn() {
    // given
    claimOfAll();

    // when
    claims.cancel(RUN);
    answer(ANN, Verdict.GRANTED);
    answer(BOB, Verdict.GRANTED);
    release(ANN, true);
    release(BOB, true);

    // then
    assertThat(won).isEmpty();
    assertThat(claims.idle()).isTrue();
  }

  @Test
  void denialThatTellsOfTheRun_endsTheClaim() {
    // given
    Slot known =
        new Slot(
            BOB,
            1,
            new RunEntry(Records.running(Records.claimed(PLAN, 1, BOB, Alone.BEGIN), Alone.BEGIN)));
    claim();

    // when
    answer(ANN, new Verdict(false, BOB, known, 0));
    claims.settled(((RunEntry) known.entry()).run());

    // then
    assertThat(news).containsExactly(known);
    answer(BOB, Verdict.GRANTED);
    assertThat(won).isEmpty();
  }

  @Test
  void memberWithoutAnElectorate_claimsNothing() {
    // given
    context.electorate(null);

    // when
    claim();

    // then
    assertThat(ports.requests).isEmpty();
    assertThat(claims.idle()).isTrue();
  }

  @Test
  void claimsOfOneBatch_shareTheirFrames() {
    // when
    for (int i = 0; i < 50; i++) {
      RunId run = new RunId("job" + i, new RootCause.AtTime(Alone.BEGIN), null);
      claims.submit(
          Plan.start(
              run,
              1,
              new Cause.Fired(Alone.BEGIN),
              Alone.BEGIN,
              new Moment(Alone.BEGIN, 0),
              Duration.ofSeconds(60)));
    }
    claims.flush();

    // then
    assertThat(ports.requests).hasSize(1);
  }

  @Test
  void claimThatNobodyAnswers_isGivenBack_andOthersGoFirst() {
    // given
    claim();

    // when: perhaps it is the answers that are lost
    answer(ANN, null);
    answer(BOB, null);

    // then: first what asks for no vote, to see who answers
    Request probe = ports.take(ANN, Withdrawal.class);
    assertThat(((Withdrawal) probe.frame()).claims()).isEmpty();
    assertThat(((Withdrawal) ports.take(BOB, Withdrawal.class).frame()).claims()).isEmpty();
    release(ANN, true);
    release(BOB, true);
    pass(Duration.ofSeconds(5));
    assertThat(ports.requests).noneMatch(request -> request.frame() instanceof ClaimRequest);

    // when: one answers
    context.answered(probe.token(), new Ack(true));

    // then
    pass(Duration.ofSeconds(1));
    assertThat(ballot(ANN)).isEqualTo(2);
  }

  @Test
  void voteThatIsHeardOnlyAfterThisMemberStoodStill_isAskedForAgain() {
    // given
    claim();
    pass(Duration.ofSeconds(10));

    // when: the others may have given it up meanwhile
    answer(ANN, Verdict.GRANTED);
    answer(BOB, Verdict.GRANTED);

    // then
    assertThat(won).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(ballot(ANN)).isEqualTo(1);
    answer(ANN, Verdict.GRANTED);
    assertThat(won).containsExactly(RUN);
  }

  @Test
  void tokenThatAVoterKnowsAHigherOneOf_isRaised() {
    // given
    claim();
    long known = Alone.BEGIN.toEpochMilli() + 1_000_000;

    // when
    answer(ANN, new Verdict(false, null, null, known));
    answer(BOB, new Verdict(false, null, null, known));
    release(ANN, true);
    release(BOB, true);
    pass(Duration.ofSeconds(1));

    // then
    Claim again = ((ClaimRequest) ports.take(ANN, ClaimRequest.class).frame()).claims().get(0);
    assertThat(again.token()).isEqualTo(known + 1);
  }
}
