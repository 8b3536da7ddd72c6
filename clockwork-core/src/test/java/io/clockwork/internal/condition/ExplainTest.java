package io.clockwork.internal.condition;

import static io.clockwork.internal.condition.EndState.FAILED;
import static io.clockwork.internal.condition.EndState.LOST;
import static io.clockwork.internal.condition.EndState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Condition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainTest {

  @Test
  void why_conditionHolds_saysNothing() {
    assertThat(why("success(a) or success(b)", Map.of("a", Ends.only(SUCCEEDED)))).isEmpty();
  }

  @Test
  void why_undecidedAndFalseAtoms_saysBoth() {
    assertThat(
            why(
                "success(extract) and (failure(load) or done(check))",
                Map.of("load", Ends.only(SUCCEEDED))))
        .containsExactly(
            "waiting for success(extract): no run of extract has ended for this cause",
            "failure(load) is false: load succeeded",
            "waiting for done(check): no run of check has ended for this cause");
  }

  @Test
  void why_oneTermDecidedAgainstIt_namesOnlyThatOne() {
    assertThat(why("success(a) and success(b)", Map.of("b", Ends.only(LOST))))
        .containsExactly("success(b) is false: b was lost");
  }

  @Test
  void why_deniedTerm_saysWhatIsWanted() {
    Map<String, Ends> ends = Map.of("b", Ends.only(FAILED));

    assertThat(why("not failure(a)", ends))
        .containsExactly("waiting for not failure(a): no run of a has ended for this cause");
    assertThat(why("not (failure(a) or failure(b))", ends))
        .containsExactly("not failure(b) is false: b failed");
    assertThat(why("not (failure(a) and failure(b))", ends))
        .containsExactly(
            "waiting for not failure(a): no run of a has ended for this cause",
            "not failure(b) is false: b failed");
  }

  @Test
  void why_deniedDone_saysThatItNeverHolds() {
    assertThat(why("not done(a)", Map.of()))
        .containsExactly("not done(a) never holds: done is undecided until a has ended, then true");
  }

  @Test
  void why_unknownJob_isNamedAsSuch() {
    assertThat(why("success(nobody)", Map.of()))
        .containsExactly("waiting for success(nobody): no job of the name nobody is registered");
  }

  @Test
  void why_jobOnEveryMember_saysWhatEndedSoFar() {
    assertThat(why("success(a)", Map.of("a", Ends.soFar(Set.of(LOST, FAILED)))))
        .containsExactly(
            "waiting for success(a): so far a failed and was lost for this cause, "
                + "and has not ended on every member");
  }

  @Test
  void why_sameAtomTwice_isSaidOnce() {
    assertThat(why("success(a) and (success(a) or success(a))", Map.of())).hasSize(1);
  }

  private static List<String> why(String condition, Map<String, Ends> ends) {
    return Explain.why(
        Condition.parse(condition),
        job -> ends.getOrDefault(job, Ends.NONE),
        job -> !job.equals("nobody"));
  }
}
