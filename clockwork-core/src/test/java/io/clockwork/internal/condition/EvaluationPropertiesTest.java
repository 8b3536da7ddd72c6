package io.clockwork.internal.condition;

import static io.clockwork.internal.condition.Truth.FALSE;
import static io.clockwork.internal.condition.Truth.TRUE;
import static io.clockwork.internal.condition.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Condition;
import io.clockwork.job.Condition.AllOf;
import io.clockwork.job.Condition.AnyOf;
import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Not;
import io.clockwork.job.Conditions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Conditions.class)
@Domain(DomainContext.Global.class)
class EvaluationPropertiesTest {

  @Property
  void truth_allValues_obeyKleenesLaws(@ForAll Truth a, @ForAll Truth b, @ForAll Truth c) {
    assertThat(a.and(b)).isEqualTo(b.and(a));
    assertThat(a.or(b)).isEqualTo(b.or(a));
    assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
    assertThat(a.or(b).or(c)).isEqualTo(a.or(b.or(c)));
    assertThat(a.and(b.or(c))).isEqualTo(a.and(b).or(a.and(c)));
    assertThat(a.or(b.and(c))).isEqualTo(a.or(b).and(a.or(c)));
    assertThat(a.and(a.or(b))).isEqualTo(a);
    assertThat(a.and(b).not()).isEqualTo(a.not().or(b.not()));
    assertThat(a.not().not()).isEqualTo(a);
    assertThat(a.and(TRUE)).isEqualTo(a);
    assertThat(a.or(FALSE)).isEqualTo(a);
    assertThat(a.and(FALSE)).isEqualTo(FALSE);
    assertThat(a.or(TRUE)).isEqualTo(TRUE);
    assertThat(UNKNOWN.not()).isEqualTo(UNKNOWN);
  }

  @Property(tries = 300)
  void evaluation_negatedTerms_obeyDeMorgan(
      @ForAll Condition a, @ForAll Condition b, @ForAll long seed) {
    for (Map<String, Ends> known : News.of(seed).arriving(seed)) {
      assertThat(value(Condition.not(a.and(b)), known))
          .isEqualTo(value(Condition.not(a).or(Condition.not(b)), known));
      assertThat(value(Condition.not(a.or(b)), known))
          .isEqualTo(value(Condition.not(a).and(Condition.not(b)), known));
      assertThat(value(a.and(b), known)).isEqualTo(value(b.and(a), known));
    }
  }

  @Property(tries = 500)
  void evaluation_newsArrives_neverChangesADecidedValue(
      @ForAll Condition condition, @ForAll long seed) {
    Truth before = UNKNOWN;
    for (Map<String, Ends> known : News.of(seed).arriving(seed)) {
      Truth now = value(condition, known);
      if (before != UNKNOWN) {
        assertThat(now).isEqualTo(before);
      }
      before = now;
    }
  }

  @Property(tries = 300)
  void evaluation_anyOrderOfNews_endsInTheSameValue(
      @ForAll Condition condition, @ForAll long seed) {
    News news = News.of(seed);
    Truth atLast = value(condition, news.complete());

    for (int order = 0; order < 5; order++) {
      List<Map<String, Ends>> known = news.arriving(seed + order);
      assertThat(value(condition, known.get(known.size() - 1))).isEqualTo(atLast);
      assertThat(known).extracting(then -> value(condition, then)).isSubsetOf(UNKNOWN, atLast);
    }
  }

  @Property(tries = 300)
  void evaluation_everythingKnown_isOrdinaryLogic(@ForAll Condition condition, @ForAll long seed) {
    Map<String, Ends> known = new HashMap<>(News.of(seed).complete());
    known.replaceAll((job, ends) -> ends.complete() ? ends : Ends.only(EndState.FAILED));

    assertThat(value(condition, known)).isEqualTo(ordinary(condition, known) ? TRUE : FALSE);
  }

  @Property(tries = 300)
  void explain_anyKnowledge_isSilentExactlyIfTheConditionHolds(
      @ForAll Condition condition, @ForAll long seed) {
    for (Map<String, Ends> known : News.of(seed).arriving(seed)) {
      List<String> why = Explain.why(condition, known::get, job -> true);

      assertThat(why.isEmpty()).isEqualTo(value(condition, known) == TRUE);
    }
  }

  private static Truth value(Condition condition, Map<String, Ends> known) {
    return Evaluation.of(condition, known::get);
  }

  private static boolean ordinary(Condition condition, Map<String, Ends> known) {
    if (condition instanceof AllOf all) {
      return all.terms().stream().allMatch(term -> ordinary(term, known));
    }
    if (condition instanceof AnyOf any) {
      return any.terms().stream().anyMatch(term -> ordinary(term, known));
    }
    if (condition instanceof Not not) {
      return !ordinary(not.term(), known);
    }
    Atom atom = (Atom) condition;
    Set<EndState> states = known.get(atom.job()).states();
    return switch (atom.outcome()) {
      case SUCCESS -> states.contains(EndState.SUCCEEDED);
      case FAILURE -> states.contains(EndState.FAILED) || states.contains(EndState.LOST);
      case DONE -> true;
    };
  }
}
