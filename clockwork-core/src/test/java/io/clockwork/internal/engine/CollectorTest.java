package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a coordinator makes of the votes for one that is gone. */
class CollectorTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId GONE = new NodeId("gone", 1);
  private static final RunId RUN = new RunId("job", new RootCause.AtTime(Alone.BEGIN), null);

  private final Context context =
      new Context(
          node(ME),
          new FakePorts(),
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of("me", "ann", "gone")),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Votes votes = new Votes(context);
  private final Collector collector =
      new Collector(
          context, votes, new Parcels(context, Options.CHUNK), slot -> context.ledger.merge(slot));

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  private static Run run(RunState state) {
    Plan plan =
        Plan.start(
            RUN,
            1,
            new Cause.Fired(Alone.BEGIN),
            Alone.BEGIN,
            new Moment(Alone.BEGIN, 0),
            Duration.ofSeconds(60));
    Run running = Records.running(Records.claimed(plan, 1, ME, Alone.BEGIN), Alone.BEGIN);
    return Records.ended(running, state, Alone.BEGIN, new Outcome(false, "so it was", null, null));
  }

  @ParameterizedTest
  @CsvSource({
    // how the first attempt ended, what is known once the votes for a second one are
    "SUCCEEDED, SUCCEEDED, 1",
    "FAILED,    FAILED,    1",
    "LOST,      CLAIMED,   2"
  })
  void votesToRunItAgain_ofARunThatHadEnded_areOfNoUse(
      RunState first, RunState known, int attempt) {
    // given: the votes were given before it was heard how the first attempt ended
    Vote again = new Vote(new Claim(RUN, 2, 1, 2, Alone.BEGIN), GONE);
    votes.restore(List.of(again), Map.of());
    context.write(new RunEntry(run(first)));
    View view = new View(new ViewId(ME, 2), List.of(node(ME), node(ANN)), false);
    context.view(view);

    // when
    collector.begin(view, List.of(), electorate -> {});
    collector.report(
        ANN, new Report(view.id(), null, List.of(), Digest.EMPTY, List.of(again), Alone.BEGIN));

    // then
    assertThat(context.ledger.run(RUN))
        .satisfies(
            run -> {
              assertThat(run.state()).isEqualTo(known);
              assertThat(run.attempt()).isEqualTo(attempt);
            });
  }
}
