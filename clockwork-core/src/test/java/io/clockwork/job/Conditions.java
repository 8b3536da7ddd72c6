package io.clockwork.job;

import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Random conditions over few jobs, so that they often speak of the same one. */
public class Conditions extends DomainContextBase {

  public static final List<String> JOBS = List.of("a", "b", "c", "and", "not");

  @Provide
  Arbitrary<Condition> conditions() {
    return ofDepth(4);
  }

  private static Arbitrary<Condition> ofDepth(int depth) {
    Arbitrary<Condition> atoms =
        Combinators.combine(Arbitraries.of(Condition.Outcome.class), Arbitraries.of(JOBS))
            .as(Condition.Atom::new);
    if (depth == 1) {
      return atoms;
    }
    Arbitrary<Condition> below = Arbitraries.lazy(() -> ofDepth(depth - 1));
    return Arbitraries.oneOf(
        atoms,
        below.map(Condition::not),
        below.list().ofMinSize(1).ofMaxSize(3).map(Condition::allOf),
        below.list().ofMinSize(1).ofMaxSize(3).map(Condition::anyOf));
  }

  /** Nests a condition in alternating terms of two kinds, which no rule flattens. */
  static Condition nested(
      int levels, BiFunction<Condition, Integer, Condition> around, Condition innermost) {
    Condition condition = innermost;
    for (int level = 1; level < levels; level++) {
      condition = around.apply(condition, level);
    }
    return condition;
  }
}
