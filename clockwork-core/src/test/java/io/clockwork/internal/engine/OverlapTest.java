package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
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
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a job whose runs do not overlap, a run comes to be known while the next is being claimed. */
class OverlapTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId BOB = new NodeId("bob", 1);
  private static final Instant FIRST = Alone.BEGIN.plusSeconds(60);
  private static final Instant SECOND = Alone.BEGIN.plusSeconds(120);

  private final FakePorts ports = new FakePorts();
  private final List<RunId> won = new ArrayList<>();
  private final List<RunId> reviewed = new ArrayList<>();
  private final Context context =
      new Context(
          node(ME),
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
          new Roomy(),
          new StartsWhatMayStart(),
          slot -> context.ledger.merge(slot),
          reviewed::add);
  private final Fires fires =
      new Fires(
          context,
          new Ownership(context, new Clocks(context, Duration.ofSeconds(5), () -> {})),
          claims,
          Options.TAKEOVER,
          job -> {});
  private Electorate electorate = electorate(ME, ANN, BOB);

  private final class StartsWhatMayStart implements Claims.Winner {
    @Override
    public void won(Plan plan, long token) {
      won.add(plan.run());
    }

    @Override
    public boolean mayStart(Plan plan) {
      return fires.mayStart(plan);
    }
  }

  private static final class Roomy implements Claims.Room {
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
  }

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  private Electorate electorate(NodeId... ids) {
    List<Node> nodes = new ArrayList<>();
    for (NodeId id : ids) {
      nodes.add(node(id));
    }
    View view = new View(new ViewId(ME, ids.length), nodes, false);
    context.view(view);
    return context.quorum.electorate(view);
  }

  @BeforeEach
  void begin() {
    votes.enter(electorate);
    context.electorate(electorate);
    JobDefinition job =
        new JobDefinition(
            "job",
            Schedule.every(Duration.ofSeconds(60)),
            null,
            Placement.member("me"),
            MisfirePolicy.runOnceNow(),
            Duration.ofSeconds(60),
            Overlap.SKIP,
            Recovery.AT_LEAST_ONCE,
            false);
    context.write(new JobEntry("job", new Stamp(1, 0, ME), job, FIRST));
    context.write(new CarrierEntry("job", ME, 1, true));
    at(Duration.ofSeconds(120));
  }

  private void at(Duration passed) {
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
    context.timers.run(passed.toNanos());
    claims.flush();
  }

  private static RunId run(Instant fireTime) {
    return new RunId("job", new RootCause.AtTime(fireTime), null);
  }

  private static Plan plan(Instant fireTime, int attempt) {
    return Plan.start(
        run(fireTime),
        attempt,
        new Cause.Fired(fireTime),
        fireTime,
        new Moment(Alone.BEGIN, 0),
        Duration.ofSeconds(300));
  }

  private void hearThatItRuns(Instant fireTime, int attempt, NodeId where) {
    Run claimed = Records.claimed(plan(fireTime, attempt), 1, where, fireTime);
    context.write(new RunEntry(Records.running(claimed, fireTime)));
  }

  private void claim(Plan plan) {
    claims.submit(plan);
    claims.flush();
    askAll();
  }

  /** Those that were not needed at first are asked after a moment. */
  private void askAll() {
    at(Duration.ofSeconds(120).plusMillis(20));
  }

  private void annGrants() {
    ports.requests.stream()
        .filter(request -> request.to().equals(ANN) && request.frame() instanceof ClaimRequest)
        .toList()
        .forEach(
            request ->
                context.answered(
                    request.token(), new ClaimAnswer(electorate.id(), List.of(Verdict.GRANTED))));
    claims.flush();
  }

  @Test
  void fireTimeThatIsWon_whileAnEarlierOneRuns_isGivenBackAndLookedAtAgain() {
    // given
    claim(plan(SECOND, 1));

    // when: one that was lost is run again meanwhile
    hearThatItRuns(FIRST, 3, ME);
    annGrants();

    // then
    assertThat(won).isEmpty();
    assertThat(votes.open()).isEmpty();
    assertThat(ports.take(ANN, Withdrawal.class)).isNotNull();
    assertThat(ports.take(BOB, Withdrawal.class)).isNotNull();
  }

  @Test
  void fireTimeThatAVoterGrants_tellingOfAnEarlierOneThatRuns_isGivenBack() {
    // given
    claim(plan(SECOND, 1));

    // when: this member has not heard of it
    Run running = Records.running(Records.claimed(plan(FIRST, 1), 1, ANN, FIRST), FIRST);
    Slot known = new Slot(ANN, 1, new RunEntry(running));
    Verdict granted = new Verdict(true, null, known, 0);
    context.answered(
        ports.take(ANN, ClaimRequest.class).token(),
        new ClaimAnswer(electorate.id(), List.of(granted)));

    // then
    assertThat(won).isEmpty();
    assertThat(votes.open()).isEmpty();
  }

  @Test
  void voter_tellsWhomItGrantsAFireTime_ofAnotherThatRuns() {
    // given
    hearThatItRuns(FIRST, 1, BOB);

    // when
    Verdict verdict = votes.vote(ANN, new Claim(run(SECOND), 1, 1, 2, SECOND));

    // then
    assertThat(verdict.granted()).isTrue();
    assertThat(verdict.known()).isEqualTo(context.ledger.slot(run(FIRST)));
  }

  @Test
  void fireTimeThatWasGivenBack_isLookedAtOnceTheVotersKnow() {
    // given
    claim(plan(SECOND, 1));
    hearThatItRuns(FIRST, 3, ME);
    annGrants();

    // when
    List.copyOf(ports.requests)
        .forEach(request -> context.answered(request.token(), new Frame.Ack(true)));

    // then
    assertThat(claims.isPending(run(SECOND))).isFalse();
    assertThat(reviewed).contains(run(SECOND));
  }

  @Test
  void fireTimeThatIsWon_whileNoneRuns_isStarted() {
    // given
    claim(plan(SECOND, 1));

    // when
    annGrants();

    // then
    assertThat(won).containsExactly(run(SECOND));
  }

  @Test
  void runAgainThatIsWon_whileALaterOneRuns_isGivenBack() {
    // given
    claim(plan(FIRST, 3));

    // when
    hearThatItRuns(SECOND, 1, BOB);
    annGrants();

    // then
    assertThat(won).isEmpty();
  }

  @Test
  void runAgainThatIsWon_whileALaterOneWaitsForBeingRunAgain_isStarted() {
    // given
    claim(plan(FIRST, 3));

    // when: Bob is gone
    electorate = electorate(ME, ANN);
    hearThatItRuns(SECOND, 1, BOB);
    annGrants();

    // then
    assertThat(won).containsExactly(run(FIRST));
  }

  @Test
  void fireTimeThatIsBeingClaimed_whenAnEarlierOneIsInDoubt_isGivenUp() {
    // given
    fires.review("job"); // The first is due since a minute.
    claims.flush();
    askAll();
    assertThat(claims.isPending(run(FIRST))).isTrue();

    // when: others take an earlier one for claimed by Bob
    Instant earlier = FIRST.minusSeconds(60);
    context.write(new RunEntry(Records.claimed(plan(earlier, 1), 1, BOB, earlier)));
    fires.review("job");
    annGrants();
    context.answered(
        ports.take(BOB, ClaimRequest.class).token(),
        new ClaimAnswer(electorate.id(), List.of(Verdict.GRANTED)));

    // then
    assertThat(won).isEmpty();
    assertThat(votes.open()).isEmpty();
  }
}
