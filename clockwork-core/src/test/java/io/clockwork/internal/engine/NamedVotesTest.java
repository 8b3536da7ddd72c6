package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A voter whose electorate is three names. */
class NamedVotesTest {
  private static final NodeId ME = new NodeId("a", 1);
  private static final NodeId B = new NodeId("b", 1);
  private static final NodeId C = new NodeId("c", 1);
  private static final NodeId STRANGER = new NodeId("x", 1);
  private static final Instant DUE = Alone.BEGIN.plusSeconds(60);
  private static final RunId RUN = run(DUE);

  private final Context context =
      new Context(
          node(ME),
          new FakePorts(),
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of("a", "b", "c")),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Votes votes = new Votes(context);

  NamedVotesTest() {
    Electorate electorate = context.quorum.electorate(view(1, ME, B, C));
    votes.enter(electorate);
    context.electorate(electorate);
    at(Duration.ofSeconds(60));
  }

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  private static View view(long number, NodeId... ids) {
    List<Node> nodes = new ArrayList<>();
    for (NodeId id : ids) {
      nodes.add(node(id));
    }
    return new View(new ViewId(ids[0], number), nodes, false);
  }

  private static RunId run(Instant due) {
    return new RunId("job", new RootCause.AtTime(due), null);
  }

  private void at(Duration passed) {
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
  }

  private static Claim start(Instant due, long token) {
    return new Claim(run(due), 1, 1, token, due);
  }

  private Verdict ask(NodeId claimant, Claim claim) {
    ViewId electorate = context.quorum.electorate(view(9, ME)).id();
    return votes.answer(claimant, new ClaimRequest(electorate, List.of(claim))).verdicts().get(0);
  }

  private void know(String state) {
    context.write(
        new JobEntry(
            "job",
            new Stamp(1, 0, ME),
            Alone.job("job", Schedule.every(Duration.ofSeconds(1))),
            Alone.BEGIN));
    if (state.equals("ran")) {
      Plan plan =
          Plan.start(
              run(DUE.plusSeconds(5)),
              1,
              new Cause.Fired(DUE.plusSeconds(5)),
              DUE.plusSeconds(5),
              context.now(),
              Duration.ofSeconds(60));
      context.write(
          new RunEntry(Records.running(Records.claimed(plan, 77, B, DUE), DUE.plusSeconds(5))));
    }
  }

  @Test
  void vote_isKept_whateverTheView() {
    // given
    assertThat(ask(B, start(DUE, 1))).isEqualTo(Verdict.GRANTED);

    // when
    votes.enter(context.quorum.electorate(view(2, ME, C)));

    // then
    assertThat(ask(C, start(DUE, 2)).granted()).isFalse();
    assertThat(ask(B, start(DUE, 1))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void voterThatLeftTheView_isAskedForAWhile() {
    // given
    context.view(view(1, ME, B, C));
    context.view(view(2, ME, B));
    Electorate electorate = context.quorum.electorate(view(2, ME, B));

    // then
    assertThat(context.voters(electorate)).containsExactly(ME, B, C);
    at(Duration.ofSeconds(81));
    assertThat(context.voters(electorate)).containsExactly(ME, B);
  }

  @Test
  void voterThatIsInTheViewAgain_inAnotherLife_isAskedOnce() {
    // given
    NodeId again = new NodeId("c", 2);
    context.view(view(1, ME, B, C));
    context.view(view(2, ME, B));
    context.view(view(3, ME, B, again));

    // then
    assertThat(context.voters(context.quorum.electorate(view(3, ME, B, again))))
        .containsExactly(ME, B, again);
  }

  @Test
  void runThatOneMemberKeepsTheVotesFor_countsAsItsEvenIfThisOneDidNotVoteForIt() {
    // given
    know("");

    // when
    votes.doubt(start(DUE, 2), B);

    // then
    assertThat(context.ledger.run(RUN).owner()).isEqualTo(B);
    assertThat(context.ledger.run(RUN).state()).isEqualTo(RunState.CLAIMED);
  }

  @Test
  void runThatOneMemberKeepsTheVotesFor_countsAsClaimedByIt_andItAloneMayStartIt() {
    // given
    know("");
    ask(B, start(DUE, 1));

    // when
    votes.doubt(start(DUE, 2), B);

    // then
    assertThat(context.ledger.run(RUN).owner()).isEqualTo(B);
    assertThat(ask(C, start(DUE, 2)).granted()).isFalse();
    assertThat(ask(B, start(DUE, 1))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void memberBeyondTheVoters_getsVotes() {
    assertThat(ask(STRANGER, start(DUE, 1))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void causeBeforeThisLife_getsNoVote_butMayBeDecidedNotToStart() {
    // given
    Instant old = Alone.BEGIN.plusMillis(900);

    // then
    assertThat(ask(B, start(old, 1))).isEqualTo(Verdict.UNKNOWING);
    assertThat(ask(B, new Claim(run(old), 1, 1, 0, old))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void voterWithAJournal_votesOnCausesBeforeThisLife_butForNobodyElseThanBefore() {
    // given
    Instant old = Alone.BEGIN.plusMillis(900);
    votes.restore(List.of(new Vote(start(old, 5), B)), Map.of("job", 5L));
    context.knowsSince(Instant.EPOCH);

    // then
    assertThat(ask(C, start(old, 6)).holder()).isEqualTo(B);
    assertThat(ask(C, start(old.plusMillis(1), 5)).token()).isEqualTo(5);
    assertThat(ask(C, start(old.plusMillis(1), 6))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void whatIsNotDueYet_getsNoVote() {
    assertThat(ask(B, start(DUE.plusMillis(1_001), 1))).isEqualTo(Verdict.ABSTAINED);
    assertThat(ask(B, start(DUE.plusMillis(1_000), 1))).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void fireTimeBeforeTheLastKnown_isSettledAndForgotten() {
    // given
    know("ran");
    at(Duration.ofSeconds(70));

    // when
    Verdict verdict = ask(C, start(DUE, 100));

    // then
    assertThat(verdict.granted()).isFalse();
    assertThat(verdict.known()).isNotNull();
    assertThat(ask(C, start(DUE.plusSeconds(6), 100)).granted()).isTrue();
  }

  @Test
  void fireTimeOfOneMember_isNotForgottenBecauseOthersWentOn() {
    // given: a job that runs on every member, of which one's fire time is open
    know("");
    RunId open = new RunId("job", new RootCause.AtTime(DUE), "b");
    Claim claim = new Claim(open, 1, 1, 1, DUE);
    assertThat(ask(B, claim)).isEqualTo(Verdict.GRANTED);
    for (int n = 1; n <= 250; n++) {
      Instant due = DUE.plusSeconds(n);
      RunId run = new RunId("job", new RootCause.AtTime(due), "c");
      Plan plan =
          Plan.start(run, 1, new Cause.Fired(due), due, context.now(), Duration.ofSeconds(60));
      Run running = Records.running(Records.claimed(plan, 100 + n, C, due), due);
      Outcome well = new Outcome(true, null, null, null);
      context.write(new RunEntry(Records.ended(running, RunState.SUCCEEDED, due, well)));
    }
    assertThat(context.ledger.history("job").forgottenBefore(100)).isAfter(DUE);

    // when: votes that nobody needs any more are swept
    at(Duration.ofSeconds(600));
    context.timers.run(context.now().nanos());

    // then: or another life of that member could start it again
    NodeId nextLife = new NodeId(B.name(), B.incarnation() + 1);
    assertThat(ask(nextLife, new Claim(open, 1, 1, 1_000, DUE)).granted()).isFalse();
  }

  @Test
  void token_mustBeAboveAllThatAreKnown() {
    // given
    know("ran");
    at(Duration.ofSeconds(70));

    // then
    assertThat(ask(C, start(DUE.plusSeconds(6), 77))).isEqualTo(new Verdict(false, null, null, 77));
    assertThat(ask(C, start(DUE.plusSeconds(6), 78)).granted()).isTrue();
    assertThat(ask(B, start(DUE.plusSeconds(7), 78)).token()).isEqualTo(78);
  }

  @Test
  void voteForAStart_isNeverTakenByAnotherStart_howeverOld() {
    // given
    know("");
    ask(B, start(DUE, 1));

    // when
    at(Duration.ofDays(1));

    // then
    assertThat(ask(C, start(DUE, 2)).granted()).isFalse();
  }

  @Test
  void claimantThatIsGone_andMayHaveWon_isInDoubt() {
    // given: b voted for c, a did not; c is gone, and its own vote is not known
    Map<NodeId, Report> reports = new HashMap<>();
    reports.put(ME, report());
    reports.put(B, report(new Vote(start(DUE, 1), C)));

    // then
    assertThat(InDoubt.claims(reports, view(2, ME, B), Set.of("a", "b", "c")).values())
        .containsExactly(Map.of(C, start(DUE, 1)));
    // and not while it is there
    assertThat(InDoubt.claims(reports, view(2, ME, B, C), Set.of("a", "b", "c"))).isEmpty();
    assertThat(RUN).isEqualTo(start(DUE, 1).run());
  }

  private static Report report(Vote... given) {
    return new Report(
        new ViewId(ME, 2), null, List.of(), Digest.EMPTY, List.of(given), Instant.EPOCH);
  }

  @Test
  void voterThatLeaves_waitsForNewsOfWhatItVotedFor_unlessNobodyIsThereToTell() {
    // given
    context.view(view(1, ME, B, C));
    assertThat(ask(B, start(DUE, 1)).granted()).isTrue();

    // when
    votes.retire();

    // then
    assertThat(votes.anyOpen()).isTrue();
    context.view(view(2, ME, C));
    assertThat(votes.anyOpen()).isFalse();
    context.view(view(3, ME, B, C));
    assertThat(votes.anyOpen()).isTrue();
    context.write(
        new RunEntry(Records.running(Records.claimed(context.ledger, RUN, 1, 1, B, DUE), DUE)));
    assertThat(votes.anyOpen()).isFalse();
  }

  @Test
  void voter_whoseNameAnOlderLifeHas_abstains() {
    // given
    NodeId younger = new NodeId("a", 2);
    Context second =
        new Context(
            node(younger),
            new FakePorts(),
            new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of("a", "b", "c")),
            (before, after) -> {},
            new Moment(Alone.BEGIN, 0),
            Set.of());
    Votes other = new Votes(second);
    second.electorate(second.quorum.electorate(view(2, ME, younger, B)));
    second.now(new Moment(DUE, Duration.ofSeconds(60).toNanos()));

    // then: the older one votes, and perhaps for another
    second.view(view(2, ME, younger, B));
    assertThat(other.vote(B, start(DUE, 1))).isEqualTo(Verdict.ABSTAINED);
    second.view(view(3, younger, B));
    assertThat(other.vote(B, start(DUE, 1))).isEqualTo(Verdict.GRANTED);
  }
}
