package io.clockwork.internal.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.job.RunState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndsTest {

  @ParameterizedTest
  @EnumSource(EndState.class)
  void ofRuns_onlyRunEnded_isComplete(EndState end) {
    assertThat(Ends.ofRuns(List.of(RunState.valueOf(end.name())), true)).isEqualTo(Ends.only(end));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAIMED", "RUNNING", "MISSED", "SKIPPED"})
  void ofRuns_onlyRunHasNotEnded_saysNothing(RunState state) {
    assertThat(Ends.ofRuns(List.of(state), true)).isEqualTo(Ends.NONE);
  }

  @Test
  void ofRuns_everyState_agreesWithTheRunStatesOwnWord() {
    for (RunState state : RunState.values()) {
      assertThat(Ends.ofRuns(List.of(state), true).complete()).isEqualTo(state.isEnded());
    }
  }

  @Test
  void ofRuns_severalMembers_isCompleteWhenNoneIsStillToEnd() {
    List<RunState> mixed = List.of(RunState.SUCCEEDED, RunState.MISSED, RunState.FAILED);
    Set<EndState> ended = EnumSet.of(EndState.SUCCEEDED, EndState.FAILED);

    assertThat(Ends.ofRuns(mixed, true)).isEqualTo(Ends.all(ended));
    assertThat(Ends.ofRuns(mixed, false)).isEqualTo(Ends.soFar(ended));
    assertThat(Ends.ofRuns(List.of(RunState.SUCCEEDED, RunState.RUNNING), true))
        .isEqualTo(Ends.soFar(Set.of(EndState.SUCCEEDED)));
    assertThat(Ends.ofRuns(List.of(), true)).isEqualTo(Ends.NONE);
  }

  @Test
  void ends_completeWithoutState_isRefused() {
    assertThatThrownBy(() -> Ends.all(Set.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
