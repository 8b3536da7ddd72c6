package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member of three that tells the others of a run until a majority knows. */
class AssuranceTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final NodeId BOB = new NodeId("bob", 1);
  private static final RunId RUN = new RunId("job", new RootCause.ByOrder("order"), null);

  private final FakePorts ports = new FakePorts();
  private final List<Boolean> done = new ArrayList<>();
  private final Context context =
      new Context(
          node(ME),
          ports,
          new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of()),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());

  private static Node node(NodeId id) {
    return new Node(id, Role.MEMBER, Map.of());
  }

  @BeforeEach
  void begin() {
    View view = new View(new ViewId(ME, 1), List.of(node(ME), node(ANN), node(BOB)), false);
    context.view(view);
    context.electorate(Electorate.of(view.id(), List.of(ME, ANN, BOB)));
    Plan plan =
        Plan.start(
            RUN,
            1,
            new Cause.Ordered("order", "me"),
            Alone.BEGIN,
            context.now(),
            Duration.ofSeconds(60));
    context.write(new RunEntry(Records.claimed(plan, 1, ME, Alone.BEGIN)));
    new Assurance(context, RUN, Duration.ofSeconds(5), done::add).begin();
  }

  private void pass(Duration passed) {
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
    context.timers.run(passed.toNanos());
  }

  @Test
  void asManyAreToldAsMakeAMajority_andTheOthersIfThoseDoNotAnswer() {
    assertThat(ports.requests).extracting(FakePorts.Request::to).containsExactly(ANN);
    pass(Duration.ofMillis(100));
    assertThat(ports.requests).extracting(FakePorts.Request::to).containsExactly(ANN, BOB);
    assertThat(done).isEmpty();
    context.answered(ports.take(BOB, Facts.class).token(), new Ack(true));
    assertThat(done).containsExactly(true);
  }

  @Test
  void whoIsTold_canSayThatItHasHeardOfThatWrite() {
    // So the others learn of it, if this member crashes before it told them.
    Facts facts = (Facts) ports.take(ANN, Facts.class).frame();
    assertThat(facts.digest().contains(ME, facts.slots().get(0).seq())).isTrue();
    assertThat(facts.digest().heard()).isEmpty();
  }
}
