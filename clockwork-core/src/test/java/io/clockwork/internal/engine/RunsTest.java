package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
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
    boolean running = state == RunState.RUNNING;
    alone.hear(
        new RunEntry(
            new Run(
                new RunId("sum", new RootCause.AtTime(fireTime), null),
                new Cause.Fired(fireTime),
                state,
                1,
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
