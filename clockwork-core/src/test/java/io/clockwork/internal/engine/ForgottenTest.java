package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of "load" a run was claimed every 20 seconds; up to second 66 there may be some forgotten. */
class ForgottenTest {
  private static final NodeId SELF = new NodeId("self", 1);
  private static final RootCause ROOT = new RootCause.AtTime(second(1));
  private static final Condition SUCCESS = Condition.success("extract");
  private static final Condition DONE = Condition.done("extract");

  private final Ledger ledger = new Ledger(SELF, 1, (before, after) -> {});
  private final Forgotten forgotten = new Forgotten(ledger);

  @BeforeEach
  void forgetLoads() {
    for (int at = 20; at <= 80; at += 20) {
      write("load", new RootCause.AtTime(second(at)), RunState.SUCCEEDED, 1, at, at + 1);
    }
    assertThat(ledger.history("load").all()).hasSize(1);
  }

  private static Instant second(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private void write(String job, RootCause root, RunState state, int attempt, int at, int end) {
    RunId id = new RunId(job, root, null);
    Cause cause = new Cause.Fired(second(at));
    ledger.write(
        new RunEntry(
            new Run(
                id,
                cause,
                state,
                attempt,
                at,
                SELF,
                second(at),
                second(at),
                second(end),
                null,
                null,
                null,
                Map.of())));
  }

  private boolean isAnswered(Condition condition) {
    return forgotten.answered("load", condition, ROOT);
  }

  @Test
  void done_byARunThatBeganBeforeWhatIsForgotten_mayHaveBeenAnsweredWhenItWasGivenUp() {
    // given: taken for lost, and corrected when its member was heard again
    write("extract", ROOT, RunState.LOST, 1, 50, 55);
    write("extract", ROOT, RunState.SUCCEEDED, 1, 50, 70);

    // then
    assertThat(isAnswered(DONE)).isTrue();
    assertThat(isAnswered(Condition.not(SUCCESS))).isTrue();
    assertThat(isAnswered(Condition.allOf(DONE, SUCCESS))).isFalse();
  }

  @Test
  void success_afterWhatIsForgotten_hasNoAnswerYet() {
    // given
    write("extract", ROOT, RunState.SUCCEEDED, 1, 50, 70);

    // then
    assertThat(isAnswered(SUCCESS)).isFalse();
  }

  @Test
  void done_byARunThatBeganAfterWhatIsForgotten_hasNoAnswerYet() {
    // given
    write("extract", ROOT, RunState.SUCCEEDED, 1, 67, 70);

    // then
    assertThat(isAnswered(DONE)).isFalse();
  }

  @Test
  void success_ofALaterAttempt_mayHaveBeenAnsweredAfterTheFirst() {
    // given
    write("extract", ROOT, RunState.SUCCEEDED, 2, 67, 70);

    // then
    assertThat(isAnswered(SUCCESS)).isTrue();
  }
}
