package io.clockwork.job;

import static io.clockwork.job.Condition.allOf;
import static io.clockwork.job.Condition.anyOf;
import static io.clockwork.job.Condition.done;
import static io.clockwork.job.Condition.failure;
import static io.clockwork.job.Condition.not;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {

  @Test
  void toString_mixedTerms_printsTheTextForm() {
    assertThat(success("extract").and(failure("load").or(done("check"))))
        .hasToString("success(extract) and (failure(load) or done(check))");
    assertThat(success("a").and(success("b")).or(success("c")))
        .hasToString("(success(a) and success(b)) or success(c)");
    assertThat(not(success("a")).and(not(success("a").or(success("b")))))
        .hasToString("not success(a) and not (success(a) or success(b))");
    assertThat(not(not(success("a")))).hasToString("not not success(a)");
  }

  @Test
  void equals_conjunctionInConjunction_isTheSameAsItsTerms() {
    Condition a = success("a");
    Condition b = success("b");
    Condition c = success("c");

    assertThat(a.and(b.and(c))).isEqualTo(a.and(b).and(c)).isEqualTo(allOf(a, b, c));
    assertThat(a.or(b.or(c))).isEqualTo(a.or(b).or(c)).isEqualTo(anyOf(a, b, c));
    assertThat(a.and(b)).isNotEqualTo(b.and(a)).isNotEqualTo(a.or(b));
  }

  @Test
  void allOf_oneTerm_isThatTerm() {
    assertThat(allOf(success("a"))).isEqualTo(success("a"));
    assertThat(anyOf(success("a"))).isEqualTo(success("a"));
  }

  @Test
  void allOf_noTerm_isRefused() {
    assertThatThrownBy(Condition::allOf)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"and\" joins at least 2 conditions, got 0");
    assertThatThrownBy(() -> new Condition.AnyOf(List.of(success("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"or\" joins at least 2 conditions, got 1");
  }

  @Test
  void terms_listChangedAfterwards_stayAsTheyWere() {
    List<Condition> given = new ArrayList<>(List.of(success("a"), success("b")));
    Condition.AllOf both = new Condition.AllOf(given);

    given.clear();

    assertThat(both.terms()).containsExactly(success("a"), success("b"));
    assertThatThrownBy(() -> both.terms().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void jobs_repeatedMention_isListedOnceInOrder() {
    assertThat(success("b").and(not(failure("a").or(done("b")))).jobs()).containsExactly("b", "a");
  }

  @Test
  void success_badName_isRefused() {
    assertThatThrownBy(() -> success("load data")).hasMessageContaining("a space at index 4");
  }

  @Test
  void atoms_atTheLimit_areAllowedAndOneMoreIsRefused() {
    List<Condition> atoms = Collections.nCopies(256, success("a"));
    Condition largest = anyOf(atoms);

    assertThat(Condition.parse(largest.toString())).isEqualTo(largest);
    assertThatThrownBy(() -> largest.or(success("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("257 atoms")
        .hasMessageContaining("at most 256");
    assertThatThrownBy(() -> largest.and(not(success("a")))).hasMessageContaining("257 atoms");
    assertThatThrownBy(() -> allOf(Collections.nCopies(1_000_000, success("a"))))
        .hasMessageContaining("1000000 atoms");
  }

  @Test
  void depth_atTheLimit_isAllowedAndOneMoreIsRefused() {
    Condition negations = Conditions.nested(32, (term, level) -> not(term), success("a"));
    Condition mixed =
        Conditions.nested(
            32,
            (term, level) -> level % 2 == 0 ? term.and(done("b")) : term.or(done("c")),
            success("a"));

    assertThat(Condition.parse(negations.toString())).isEqualTo(negations);
    assertThat(Condition.parse(mixed.toString())).isEqualTo(mixed);
    assertThatThrownBy(() -> not(negations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition has 33 levels; at most 32 are allowed");
    assertThatThrownBy(() -> not(mixed)).hasMessageContaining("33 levels");
  }

  @Test
  void text_atTheLimit_isAllowedAndOneMoreIsRefused() {
    // 143 atoms of 100 + 9 characters with " or " between are 16,155: room for 229.
    List<Condition> atoms = new ArrayList<>(Collections.nCopies(143, success("x".repeat(100))));
    assertThat(anyOf(atoms).toString()).hasSize(16_155);

    atoms.addAll(List.of(success("y".repeat(100)), success("z".repeat(99))));
    atoms.set(0, done("x".repeat(100)));
    assertThat(anyOf(atoms).toString()).hasSize(16_377);
    assertThat(Condition.parse(anyOf(atoms).toString())).isEqualTo(anyOf(atoms));

    atoms.add(done("a"));
    assertThatThrownBy(() -> anyOf(atoms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition's text form has 16388 characters; at most 16384 are allowed");
  }
}
