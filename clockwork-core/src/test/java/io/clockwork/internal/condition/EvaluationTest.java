package io.clockwork.internal.condition;

import static io.clockwork.internal.condition.EndState.FAILED;
import static io.clockwork.internal.condition.EndState.LOST;
import static io.clockwork.internal.condition.EndState.SUCCEEDED;
import static io.clockwork.internal.condition.Truth.FALSE;
import static io.clockwork.internal.condition.Truth.TRUE;
import static io.clockwork.internal.condition.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Condition;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, TRUE, FALSE, TRUE",
    "FAILED, FALSE, TRUE, TRUE",
    "LOST, FALSE, TRUE, TRUE",
  })
  void atom_onlyRunEnded_isDecided(EndState end, Truth success, Truth failure, Truth done) {
    Ends ends = Ends.only(end);

    assertThat(value("success(a)", ends)).isEqualTo(success);
    assertThat(value("failure(a)", ends)).isEqualTo(failure);
    assertThat(value("done(a)", ends)).isEqualTo(done);
    assertThat(value("not success(a)", ends)).isEqualTo(success.not());
  }

  @ParameterizedTest
  @CsvSource({"success(a)", "failure(a)", "done(a)", "not success(a)", "not not done(a)"})
  void atom_noRunEnded_isUnknown(String condition) {
    assertThat(value(condition, Ends.NONE)).isEqualTo(UNKNOWN);
  }

  @Test
  void atom_someMembersEnded_isTrueOrStaysUndecided() {
    assertThat(value("success(a)", Ends.soFar(Set.of(SUCCEEDED)))).isEqualTo(TRUE);
    assertThat(value("failure(a)", Ends.soFar(Set.of(SUCCEEDED)))).isEqualTo(UNKNOWN);
    assertThat(value("not failure(a)", Ends.soFar(Set.of(SUCCEEDED)))).isEqualTo(UNKNOWN);
    assertThat(value("success(a)", Ends.soFar(Set.of(FAILED, LOST)))).isEqualTo(UNKNOWN);
    assertThat(value("done(a)", Ends.soFar(Set.of(LOST)))).isEqualTo(TRUE);
  }

  @Test
  void atom_allMembersEnded_isDecided() {
    assertThat(value("failure(a)", Ends.all(Set.of(SUCCEEDED)))).isEqualTo(FALSE);
    assertThat(value("success(a) and failure(a)", Ends.all(Set.of(SUCCEEDED, LOST))))
        .isEqualTo(TRUE);
    assertThat(value("success(a)", Ends.all(Set.of(FAILED, LOST)))).isEqualTo(FALSE);
  }

  @Test
  void evaluation_oneTermDecides_doesNotWaitForTheOthers() {
    Map<String, Ends> ends = Map.of("a", Ends.only(SUCCEEDED));

    assertThat(value("failure(a) and success(b)", ends)).isEqualTo(FALSE);
    assertThat(value("success(b) or success(a)", ends)).isEqualTo(TRUE);
    assertThat(value("success(a) and success(b)", ends)).isEqualTo(UNKNOWN);
    assertThat(value("success(a) and (failure(b) or done(c))", ends)).isEqualTo(UNKNOWN);
  }

  @Test
  void evaluation_conditionAndItsDenial_isUnknownUntilDecided() {
    assertThat(value("success(a) or not success(a)", Ends.NONE)).isEqualTo(UNKNOWN);
    assertThat(value("success(a) or not success(a)", Ends.only(LOST))).isEqualTo(TRUE);
  }

  private static Truth value(String condition, Ends ends) {
    return Evaluation.of(Condition.parse(condition), job -> ends);
  }

  private static Truth value(String condition, Map<String, Ends> ends) {
    return Evaluation.of(Condition.parse(condition), job -> ends.getOrDefault(job, Ends.NONE));
  }
}
