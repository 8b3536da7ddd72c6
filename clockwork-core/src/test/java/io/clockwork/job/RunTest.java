package io.clockwork.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final String SMILE = "\uD83D\uDE00";

  @Test
  void texts_tooLong_areCutBetweenWholeCharacters() {
    // given
    String reason = "x".repeat(Run.MAX_REASON - 1) + SMILE;
    String output = SMILE + "x".repeat(Run.MAX_OUTPUT - 1);

    // when
    Run run = run(reason, output);

    // then
    assertThat(run.reason()).isEqualTo("x".repeat(Run.MAX_REASON - 1));
    assertThat(run.output()).isEqualTo("x".repeat(Run.MAX_OUTPUT - 1));
  }

  @Test
  void texts_justFitting_areKeptWhole() {
    // given
    String reason = "x".repeat(Run.MAX_REASON - 2) + SMILE;

    // then
    assertThat(run(reason, reason).reason()).isEqualTo(reason);
  }

  private static Run run(String reason, String output) {
    return new Run(
        RunId.parse("job@2026-12-01T02:00:00Z"),
        new Cause.Fired(Instant.parse("2026-12-01T02:00:00Z")),
        RunState.FAILED,
        1,
        0,
        new NodeId("n", 1),
        Instant.EPOCH,
        null,
        null,
        reason,
        null,
        output,
        Map.of());
  }
}
