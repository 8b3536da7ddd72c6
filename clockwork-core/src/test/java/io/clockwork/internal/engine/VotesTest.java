package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VotesTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId BOB = new NodeId("bob", 1);
  private static final NodeId STRANGER = new NodeId("stranger", 1);
  private static final ViewId FIRST = new ViewId(ME, 1);
  private static final ViewId SECOND = new ViewId(ME, 2);
  private static final RunId RUN = new RunId("job", new RootCause.AtTime(Alone.BEGIN), null);

  private final Context context =
      new Context(
          new Node(ME, Role.MEMBER, Map.of()),
          new FakePorts(),
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Votes votes = new Votes(context);

  @BeforeEach
  void begin() {
    enter(FIRST);
  }

  private void enter(ViewId id) {
    Electorate electorate = Electorate.of(id, List.of(ME, ANN, BOB));
    votes.enter(electorate);
    context.electorate(electorate);
  }

  private List<Verdict> ask(NodeId claimant, ViewId electorate, int ballot) {
    return votes
        .answer(
            claimant,
            new ClaimRequest(
                electorate, List.of(new Claim(RUN, 1, ballot, token(claimant), Instant.EPOCH))))
        .verdicts();
  }

  /** Later claimants know the tokens of earlier ones. */
  private static long token(NodeId claimant) {
    return claimant.equals(BOB) ? 2 : 1;
  }

  private void withdraw(NodeId claimant, int ballot) {
    votes.withdraw(
        claimant, new Withdrawal(FIRST, List.of(new Claim(RUN, 1, ballot, 1, Instant.EPOCH))));
  }

  @Test
  void run_isGrantedToOneClaimant_asOftenAsItAsks() {
    assertThat(ask(ANN, FIRST, 1)).containsExactly(Verdict.GRANTED);
    assertThat(ask(BOB, FIRST, 1)).containsExactly(new Verdict(false, ANN, null, 0));
    assertThat(ask(ANN, FIRST, 1)).containsExactly(Verdict.GRANTED);
  }

  @Test
  void claimOfAnotherElectorate_orOfOneWhoIsNoElector_getsNoVote() {
    assertThat(ask(ANN, SECOND, 1)).isEmpty();
    assertThat(ask(STRANGER, FIRST, 1)).isEmpty();
    assertThat(votes.open()).isEmpty();
  }

  @Test
  void memberInAHandover_votesOnNothing_andKeepsItsVotesForTheReport() {
    // given
    ask(ANN, FIRST, 1);

    // when
    context.electorate(null);

    // then
    assertThat(ask(ANN, FIRST, 1)).isEmpty();
    assertThat(votes.open()).hasSize(1);
  }

  @Test
  void voteThatIsWithdrawn_isFreeForOthers() {
    // given
    ask(ANN, FIRST, 1);

    // when
    withdraw(ANN, 1);

    // then
    assertThat(ask(BOB, FIRST, 1)).containsExactly(Verdict.GRANTED);
  }

  @Test
  void withdrawalOvertakenByANewerBallot_takesNothingBack() {
    // given
    ask(ANN, FIRST, 1);
    ask(ANN, FIRST, 2);

    // when
    withdraw(ANN, 1);

    // then
    assertThat(ask(BOB, FIRST, 1)).containsExactly(new Verdict(false, ANN, null, 0));
  }

  @Test
  void claimThatComesAfterItsWithdrawal_getsNoVote() {
    // given
    withdraw(ANN, 1);

    // then
    assertThat(ask(ANN, FIRST, 1)).containsExactly(Verdict.ABSTAINED);
    assertThat(ask(BOB, FIRST, 1)).containsExactly(Verdict.GRANTED);
  }

  @Test
  void withdrawalThatOvertookItsClaim_isRememberedForAWhileOnly() {
    // given
    withdraw(ANN, 1);
    assertThat(ask(ANN, FIRST, 1)).containsExactly(Verdict.ABSTAINED);

    // when: nothing is on its way any more, and nobody will ever hear of that run
    for (Duration passed : List.of(Duration.ofSeconds(31), Duration.ofSeconds(62))) {
      context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
      context.timers.run(passed.toNanos());
    }

    // then
    assertThat(ask(ANN, FIRST, 1)).containsExactly(Verdict.GRANTED);
  }

  @Test
  void withdrawalOfSomebodyElse_takesNothingBack() {
    // given
    ask(ANN, FIRST, 1);

    // when
    withdraw(BOB, 1);

    // then
    assertThat(ask(BOB, FIRST, 1)).containsExactly(new Verdict(false, ANN, null, 0));
  }

  @Test
  void memberThatRetires_votesNoMore_andWaitsForNewsOfWhatItVotedFor() {
    // given
    ask(ANN, FIRST, 1);

    // when
    votes.retire();

    // then
    assertThat(ask(ANN, FIRST, 1)).isEmpty();
    assertThat(votes.anyOpen()).isTrue();
    withdraw(ANN, 1);
    assertThat(votes.anyOpen()).isFalse();
  }

  @Test
  void newElectorate_begins_withoutTheVotesOfTheLast() {
    // given
    ask(ANN, FIRST, 1);

    // when
    enter(SECOND);

    // then
    assertThat(ask(BOB, SECOND, 1)).containsExactly(Verdict.GRANTED);
  }

  @Test
  void runThatTheLedgerKnows_isDeniedWithWhatIsKnown() {
    // given
    Plan plan =
        Plan.start(
            RUN,
            1,
            new Cause.Fired(Alone.BEGIN),
            Alone.BEGIN,
            new Moment(Alone.BEGIN, 0),
            Duration.ofSeconds(60));
    context.write(
        new RunEntry(Records.running(Records.claimed(plan, 1, BOB, Alone.BEGIN), Alone.BEGIN)));

    // then
    Verdict verdict = ask(ANN, FIRST, 1).get(0);
    assertThat(verdict.granted()).isFalse();
    assertThat(verdict.holder()).isEqualTo(BOB);
    assertThat(verdict.known()).isEqualTo(context.ledger.slot(RUN));
  }
}
