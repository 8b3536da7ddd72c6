package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claimant among three named voters, whose answers the test gives. */
class NamedClaimsTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId BOB = new NodeId("bob", 1);
  private static final Instant DUE = Alone.BEGIN.plusSeconds(60);
  private static final RunId RUN = new RunId("job", new RootCause.AtTime(DUE), null);

  private final FakePorts ports = new FakePorts();
  private final List<RunId> won = new ArrayList<>();
  private final Context context =
      new Context(
          new Node(ME, Role.MEMBER, Map.of()),
          ports,
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of("me", "ann", "bob")),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Votes votes = new Votes(context);
  private final Claims claims =
      new Claims(
          context,
          votes,
          new Claims.Room() {
            @Override
            public int soon() {
              return 10;
            }

            @Override
            public int atOnce() {
              return 10;
            }

            @Override
            public int ahead() {
              return 0;
            }
          },
          (plan, token) -> won.add(plan.run()),
          slot -> {},
          run -> {});
  private Electorate electorate = context.quorum.electorate(view(1, ME, ANN, BOB));
  private Duration passed = Duration.ZERO;

  private static View view(long number, NodeId... ids) {
    List<Node> nodes = new ArrayList<>();
    for (NodeId id : ids) {
      nodes.add(new Node(id, Role.MEMBER, Map.of()));
    }
    return new View(new ViewId(ids[0], number), nodes, false);
  }

  @BeforeEach
  void begin() {
    see(view(1, ME, ANN, BOB));
    pass(Duration.ofSeconds(60));
  }

  private void see(View view) {
    context.view(view);
    electorate = context.quorum.electorate(view);
    votes.enter(electorate);
    context.electorate(electorate);
  }

  private void claim() {
    claims.submit(
        Plan.start(RUN, 1, new Cause.Fired(DUE), DUE, context.now(), Duration.ofSeconds(60)));
    claims.flush();
  }

  private void answer(NodeId voter, @Nullable Verdict verdict) {
    long token = ports.take(voter, ClaimRequest.class).token();
    context.answered(
        token, verdict == null ? null : new ClaimAnswer(electorate.id(), List.of(verdict)));
    claims.flush();
  }

  private void pass(Duration duration) {
    passed = passed.plus(duration);
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
    context.timers.run(passed.toNanos());
    claims.flush();
  }

  private Claim asked(NodeId voter) {
    return ((ClaimRequest) ports.take(voter, ClaimRequest.class).frame()).claims().get(0);
  }

  @Test
  void claimThatIsContested_doesNotWaitForSilentVoters() {
    // given
    claim();
    answer(ANN, new Verdict(false, ANN, null, 0));

    // when: Bob does not answer
    pass(Duration.ofMillis(200));

    // then
    assertThat(votes.open()).isEmpty();
    assertThat(asked(BOB).ballot()).isEqualTo(1);
    pass(Duration.ofMillis(500));
    pass(Duration.ofMillis(20)); // Bob was silent, and comes last.
    assertThat(asked(BOB).ballot()).isEqualTo(2);
  }

  @Test
  void claimThatTooFewAnswered_givesItsVotesBack() {
    // given
    claim();

    // when
    answer(ANN, new Verdict(false, null, null, 0));
    answer(BOB, null);

    // then
    assertThat(votes.open()).isEmpty();
  }

  @Test
  void claimOfWhatCountsAsAnothers_givesItsVotesBack() {
    // given
    claim();

    // when: Ann's votes were seen to block it
    Plan plan =
        Plan.start(RUN, 1, new Cause.Fired(DUE), DUE, context.now(), Duration.ofSeconds(60));
    claims.settled(Records.claimed(plan, 7, ANN, DUE));
    answer(ANN, new Verdict(false, ANN, null, 0));
    answer(BOB, Verdict.GRANTED);

    // then: Ann can have Bob's
    assertThat(won).isEmpty();
    assertThat(votes.open()).isEmpty();
    assertThat(ports.take(BOB, Withdrawal.class)).isNotNull();
  }

  private void acknowledgeAll() {
    List.copyOf(ports.requests)
        .forEach(request -> context.answered(request.token(), new Frame.Ack(true)));
    pass(Duration.ofSeconds(5));
  }

  @Test
  void ownClaimThatIsLate_isGivenUp() {
    // given
    claim();
    answer(ANN, new Verdict(false, ANN, null, 0));
    answer(BOB, new Verdict(false, BOB, null, 0));
    claims.cancelIfLate(RUN);
    pass(Duration.ofSeconds(2));
    assertThat(ports.requests)
        .as("it is not late yet, and tried again")
        .anyMatch(
            request ->
                request.frame() instanceof ClaimRequest again
                    && again.claims().get(0).ballot() == 2);

    // when
    pass(Duration.ofSeconds(61));
    claims.cancelIfLate(RUN);
    acknowledgeAll(); // what was asked, and what is asked to be given back then
    acknowledgeAll();

    // then
    assertThat(claims.isPending(RUN)).isFalse();
    assertThat(won).isEmpty();
  }

  @Test
  void claimThatARivalAsksThisVoterFor_doesNotWaitForSilentVoters() {
    // given
    claim();

    // when: nobody answers yet
    claims.rivalled(List.of(new Claim(RUN, 1, 1, 1, DUE)));
    pass(Duration.ofMillis(200));

    // then
    assertThat(votes.open()).isEmpty();
  }

  @Test
  void voterThatLeftTheView_hasAVoteYet() {
    // given
    see(view(2, ME, ANN));

    // when
    claim();
    answer(ANN, null);
    answer(BOB, Verdict.GRANTED);

    // then
    assertThat(won).containsExactly(RUN);
  }

  @Test
  void memberThatNobodyAnswers_stillStartsWhatNeedsNobodysVote() {
    // given
    RunId free = new RunId("own", new RootCause.AtTime(DUE), null);
    context.write(new JobEntry("own", new Stamp(1, 0, ME), inAnyPartition("own"), Alone.BEGIN));
    claim();
    answer(ANN, null);
    answer(BOB, null);

    // when
    claims.submit(
        Plan.start(free, 1, new Cause.Fired(DUE), DUE, context.now(), Duration.ofSeconds(60)));
    claims.flush();

    // then
    assertThat(won).containsExactly(free);
  }

  private Plan missed(Instant... following) {
    return Plan.not(
        RUN,
        new Cause.Fired(DUE),
        DUE,
        new Plan.Instead(RunState.MISSED, "not started", List.of(following)));
  }

  @Test
  void decisionOnWhatIsNotDueYet_asThisClockWasAhead_isMadeAnewOnceTheClockIsMended() {
    // given: by a clock that is 5 minutes ahead, four more fire times have passed
    Instant last = DUE.plusSeconds(240);
    context.now(new Moment(Alone.BEGIN.plus(passed).plusSeconds(300), passed.toNanos()));
    claims.submit(missed(DUE.plusSeconds(120), last));
    claims.flush();
    answer(ANN, Verdict.ABSTAINED);
    answer(BOB, Verdict.ABSTAINED);

    // when: the clock is mended, and the job is looked at again
    pass(Duration.ofMillis(1));
    claims.submit(missed());
    pass(Duration.ofSeconds(2));

    // then
    assertThat(asked(ANN).since()).isEqualTo(DUE);
  }

  private static JobDefinition inAnyPartition(String name) {
    return new JobDefinition(
        name,
        Schedule.every(Duration.ofSeconds(1)),
        null,
        Placement.member("me"),
        MisfirePolicy.runOnceNow(),
        Duration.ofSeconds(60),
        Overlap.ALLOW,
        Recovery.AT_MOST_ONCE,
        true);
  }
}
