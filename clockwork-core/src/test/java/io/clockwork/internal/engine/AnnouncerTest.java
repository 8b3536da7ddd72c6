package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.job.Cause;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final NodeId ANN = new NodeId("ann", 1);
  private static final RunId ID = new RunId("job", new RootCause.AtTime(Alone.BEGIN), null);

  private final List<Event> events = new ArrayList<>();
  private final Announcer announcer = new Announcer(events::add);

  private final Run claimed =
      Records.claimed(
          Plan.start(
              ID,
              1,
              new Cause.Fired(Alone.BEGIN),
              Alone.BEGIN,
              new Moment(Alone.BEGIN, 0),
              Duration.ofSeconds(60)),
          1,
          ANN,
          Alone.BEGIN);
  private final Run running = Records.running(claimed, Alone.BEGIN);

  private static Run ended(Run run, RunState state) {
    return Records.ended(run, state, Alone.BEGIN, new Outcome(false, "reason", null, null));
  }

  private void becomes(@Nullable Run before, Run after) {
    announcer.changed(before == null ? null : new RunEntry(before), new RunEntry(after));
  }

  private List<String> names() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @Test
  void run_fromItsClaimToItsEnd_isToldStepByStep() {
    // when
    becomes(null, claimed);
    becomes(claimed, running);
    becomes(running, ended(running, RunState.SUCCEEDED));

    // then
    assertThat(names()).containsExactly("RunStarted", "RunSucceeded");
  }

  @Test
  void endHeardBeforeTheStart_bringsTheStartAlong() {
    // when
    becomes(null, ended(running, RunState.FAILED));

    // then
    assertThat(names()).containsExactly("RunStarted", "RunFailed");
  }

  @Test
  void runTakenForLost_thatTurnsOutToHaveEnded_isToldAgainWithoutItsStart() {
    // given
    Run lost = ended(running, RunState.LOST);

    // when
    becomes(running, lost);
    becomes(lost, ended(running, RunState.SUCCEEDED));

    // then
    assertThat(names()).containsExactly("RunLost", "RunSucceeded");
  }

  @Test
  void runLostBeforeItStarted_hadNoStart() {
    // when
    becomes(claimed, ended(claimed, RunState.LOST));

    // then
    assertThat(names()).containsExactly("RunLost");
  }

  @Test
  void runTakenForLostBeforeItsStartWasHeard_thatEndedAfterAll_bringsTheStartAlong() {
    // given
    Run lost = ended(claimed, RunState.LOST);

    // when
    becomes(claimed, lost);
    becomes(lost, ended(running, RunState.SUCCEEDED));

    // then
    assertThat(names()).containsExactly("RunLost", "RunStarted", "RunSucceeded");
  }

  @Test
  void anotherVersionOfTheSameState_isNoEvent() {
    // when
    becomes(running, Records.running(claimed, Alone.BEGIN.plusSeconds(1)));

    // then
    assertThat(events).isEmpty();
  }

  @Test
  void job_registeredChangedRepeatedAndRemoved_isToldWhenItDiffers() {
    // given
    JobDefinition first = Alone.job("job", Schedule.none());
    JobDefinition second = Alone.job("job", Schedule.every(Duration.ofSeconds(5)));

    // when
    announcer.changed(null, entry(1, first));
    announcer.changed(entry(1, first), entry(2, first));
    announcer.changed(entry(2, first), entry(3, second));
    announcer.changed(entry(3, second), entry(4, null));
    announcer.changed(entry(4, null), entry(5, null));

    // then
    assertThat(names()).containsExactly("JobRegistered", "JobChanged", "JobRemoved");
  }

  private static JobEntry entry(int millis, @Nullable JobDefinition definition) {
    return new JobEntry("job", new Stamp(millis, 0, ANN), definition, Alone.BEGIN);
  }
}
