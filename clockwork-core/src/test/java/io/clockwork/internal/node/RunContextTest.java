package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.job.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunContextTest {
  private static final String FACE = "\uD83D\uDE00";

  private final Run run = Samples.run("sum", "1");
  private final RunContext context = new RunContext(run);

  private String kept(String text) {
    context.output(text);
    return new Run(
            run.id(),
            run.cause(),
            run.state(),
            1,
            0,
            run.owner(),
            run.at(),
            null,
            null,
            null,
            null,
            context.output(),
            Map.of())
        .output();
  }

  @Test
  void output_short_isKeptAsItIsAndReplaced() {
    assertThat(kept("first")).isEqualTo("first");
    assertThat(kept("")).isEmpty();
    assertThat(kept("x".repeat(Run.MAX_OUTPUT))).hasSize(Run.MAX_OUTPUT);
  }

  @Test
  void output_long_isKeptToItsEndAndToWholeCharacters() {
    assertThat(kept("x".repeat(100_000) + "end")).hasSize(Run.MAX_OUTPUT).endsWith("end");
    // Cut in the middle of a pair, whichever way the count falls.
    assertThat(kept(FACE.repeat(Run.MAX_OUTPUT))).isEqualTo(FACE.repeat(Run.MAX_OUTPUT / 2));
    assertThat(kept(FACE.repeat(Run.MAX_OUTPUT) + "."))
        .isEqualTo(FACE.repeat(Run.MAX_OUTPUT / 2 - 1) + ".");
  }

  @Test
  void output_null_isRefused() {
    assertThatThrownBy(() -> context.output(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void interrupted_always_saysWhetherItWasAskedToStop() {
    assertThat(context.interrupted()).isFalse();
    context.interrupt();
    assertThat(context.interrupted()).isTrue();
  }

  @Test
  void parameters_always_areReadOnly() {
    assertThat(context.parameters()).isEqualTo(Map.of("day", "monday"));
    assertThatThrownBy(() -> context.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
