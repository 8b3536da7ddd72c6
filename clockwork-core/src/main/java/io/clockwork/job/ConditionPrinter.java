package io.clockwork.job;

import io.clockwork.job.Condition.AllOf;
import io.clockwork.job.Condition.AnyOf;
import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Not;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints conditions. Every {@code and} or {@code or} inside another is put in parentheses, also
 * where precedence would do without: who reads the text need not know the precedence.
 */
final class ConditionPrinter {

  private ConditionPrinter() {}

  static String print(Condition condition) {
    if (condition instanceof Atom atom) {
      return atom.outcome() + "(" + atom.job() + ")";
    }
    if (condition instanceof AllOf all) {
      return joined("and", all.terms());
    }
    if (condition instanceof AnyOf any) {
      return joined("or", any.terms());
    }
    return negation(((Not) condition).term());
  }

  static String joined(String word, List<Condition> terms) {
    return terms.stream()
        .map(ConditionPrinter::nested)
        .collect(Collectors.joining(" " + word + " "));
  }

  static String negation(Condition term) {
    return "not " + nested(term);
  }

  private static String nested(Condition term) {
    boolean grouped = term instanceof AllOf || term instanceof AnyOf;
    return grouped ? "(" + print(term) + ")" : print(term);
  }
}
