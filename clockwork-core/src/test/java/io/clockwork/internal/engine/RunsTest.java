package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Alarm;
import io.clockwork.job.Cause;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a member does with runs whose member is gone. */
class RunsTest {
  private static final Instant FIRST = Alone.BEGIN.minusSeconds(40);
  private static final Instant SECOND = Alone.BEGIN.minusSeconds(20);
  private static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(12);

  private final Alone alone = new Alone();

  private static JobDefinition atLeastOnce(Overlap overlap) {
    return new JobDefinition(
        "sum",
        Schedule.none(),
        null,
        Placement.any(),
        MisfirePolicy.runOnceNow(),
        Duration.ofSeconds(10),
        overlap,
        Recovery.AT_LEAST_ONCE,
        false);
  }

  private void hear(Instant fireTime, RunState state, long token) {
    hear(fireTime, state, 1, token);
  }

  private void hear(Instant fireTime, RunState state, int attempt, long token) {
    boolean running = state == RunState.RUNNING;
    alone.hear(
        new RunEntry(
            new Run(
                new RunId("sum", new RootCause.AtTime(fireTime), null),
                new Cause.Fired(fireTime),
                state,
                attempt,
                token,
                Alone.OTHER,
                fireTime,
                running ? fireTime : null,
                null,
                null,
                null,
                null,
                Map.of())));
  }

  @Test
  void lostRunsOfOneJob_areRunAgainOneAfterTheOther() {
    // given: one that was going, and a claim of which nobody knows whether it was won
    alone.register(atLeastOnce(Overlap.SKIP));
    hear(FIRST, RunState.RUNNING, 1);
    hear(SECOND, RunState.CLAIMED, 2);

    // when, then
    alone.live(UNTIL_GIVEN_UP);
    assertThat(alone.ports.started).extracting(Run::fireTime).containsExactly(FIRST);
    alone.live(UNTIL_GIVEN_UP);
    assertThat(alone.ports.started).hasSize(1);

    // and: once it has ended
    alone.endAll();
    alone.live(UNTIL_GIVEN_UP);
    assertThat(alone.ports.started).extracting(Run::fireTime).containsExactly(FIRST, SECOND);
    assertThat(alone.ports.started).extracting(Run::attempt).containsExactly(2, 2);
  }

  @Test
  void attemptThatEnds_whenALaterOneIsKnown_isAnAlarmAndChangesNothing() {
    // given: it runs here, and others gave it up and run it again
    alone.register(atLeastOnce(Overlap.SKIP));
    hear(FIRST, RunState.RUNNING, 1);
    alone.live(UNTIL_GIVEN_UP);
    Run here = alone.ports.started.get(0);
    assertThat(here.attempt()).isEqualTo(2);
    hear(FIRST, RunState.RUNNING, 3, here.token() + 1);
    Run later = alone.engine.inspector(alone.now()).run(here.id()).orElseThrow();
    assertThat(later.attempt()).isEqualTo(3);

    // when
    alone.end(here, true);

    // then
    assertThat(alone.engine.inspector(alone.now()).run(here.id())).contains(later);
    assertThat(alone.ports.events)
        .filteredOn(Event.AlarmRaised.class::isInstance)
        .extracting(event -> ((Event.AlarmRaised) event).alarm())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.kind()).isEqualTo(Alarm.Kind.STALE_COMPLETION);
              assertThat(alarm.subject()).isEqualTo(here.id() + " " + here.token());
            });
  }

  @Test
  void lostRun_ofWhichAnEarlierAttemptStillRunsHere_isRunAgainOnceThatHasEnded() {
    // given: attempt 2 runs here, and one who ran it again meanwhile is gone
    alone.register(atLeastOnce(Overlap.SKIP));
    hear(FIRST, RunState.RUNNING, 1);
    alone.live(UNTIL_GIVEN_UP);
    Run here = alone.ports.started.get(0);
    hear(FIRST, RunState.RUNNING, 3, here.token() + 1);

    // when, then: its end could not be told from that of another attempt
    alone.live(UNTIL_GIVEN_UP);
    assertThat(alone.ports.started).hasSize(1);

    // and
    alone.end(here, false);
    alone.live(UNTIL_GIVEN_UP);
    assertThat(alone.ports.started).extracting(Run::attempt).containsExactly(2, 4);
  }

  /** Its owner takes it for this member's, as this member is there. */
  @Test
  void runThatCountsAsThisMembers_whichDidNotStartIt_isRunAgainHere_thoughAnotherOwnsItsJob() {
    // given
    Alone me = new Alone(100, List.of("me"));
    me.register(atLeastOnce(Overlap.ALLOW));
    Node other = new Node(Alone.OTHER, Role.MEMBER, Map.of());
    me.hear(new CarrierEntry("sum", other.id(), 1, true));
    me.engine.viewChanged(
        me.now(), new View(new ViewId(Alone.SELF.id(), 2), List.of(Alone.SELF, other), false));
    me.live(UNTIL_GIVEN_UP);
    assertThat(Ownership.score("sum", "other")).isGreaterThan(Ownership.score("sum", "me"));

    // when
    me.hear(
        new RunEntry(
            new Run(
                new RunId("sum", new RootCause.AtTime(FIRST), null),
                new Cause.Fired(FIRST),
                RunState.CLAIMED,
                1,
                1,
                Alone.SELF.id(),
                FIRST,
                null,
                null,
                null,
                null,
                null,
                Map.of())));
    me.live(UNTIL_GIVEN_UP);

    // then
    assertThat(me.ports.started).extracting(Run::attempt).containsExactly(2);
  }

  @Test
  void attemptThatEnds_whenItIsTheLatestKnown_isNoAlarm() {
    // given
    alone.register(atLeastOnce(Overlap.SKIP));
    hear(FIRST, RunState.RUNNING, 1);
    alone.live(UNTIL_GIVEN_UP);
    Run here = alone.ports.started.get(0);

    // when
    alone.end(here, true);

    // then
    assertThat(alone.engine.inspector(alone.now()).run(here.id()).orElseThrow().state())
        .isEqualTo(RunState.SUCCEEDED);
    assertThat(alone.ports.events).noneMatch(Event.AlarmRaised.class::isInstance);
  }

  @Test
  void lostRunsOfAJobThatMayOverlap_areRunAgainAtOnce() {
    // given
    alone.register(atLeastOnce(Overlap.ALLOW));
    hear(FIRST, RunState.RUNNING, 1);
    hear(SECOND, RunState.RUNNING, 2);

    // when
    alone.live(UNTIL_GIVEN_UP);

    // then
    assertThat(alone.ports.started)
        .extracting(Run::fireTime)
        .containsExactlyInAnyOrder(FIRST, SECOND);
  }
}
