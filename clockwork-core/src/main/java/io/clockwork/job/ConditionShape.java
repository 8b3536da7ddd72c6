package io.clockwork.job;

import io.clockwork.job.Condition.AllOf;
import io.clockwork.job.Condition.AnyOf;
import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Not;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The normal form and the limits of conditions.
 *
 * <p>The limits are kept by the constructors, so that no value exists on which a recursion, as here
 * or in a record's {@code equals}, could overflow the stack or take long.
 */
final class ConditionShape {

  private ConditionShape() {}

  /** Returns a checked copy of an {@code and}'s or {@code or}'s terms, with its like dissolved. */
  static List<Condition> terms(String word, List<Condition> given) {
    if (given.size() < 2) {
      throw new IllegalArgumentException(
          "\"" + word + "\" joins at least 2 conditions, got " + given.size());
    }
    if (given.size() > Condition.MAX_ATOMS) {
      throw tooManyAtoms("at least " + given.size());
    }
    List<Condition> terms = new ArrayList<>(given.size());
    for (Condition term : List.copyOf(given)) {
      if (word.equals("and") && term instanceof AllOf all) {
        terms.addAll(all.terms());
      } else if (word.equals("or") && term instanceof AnyOf any) {
        terms.addAll(any.terms());
      } else {
        terms.add(term);
      }
    }
    if (terms.size() > Condition.MAX_ATOMS) {
      throw tooManyAtoms("at least " + terms.size());
    }
    check(terms, ConditionPrinter.joined(word, terms));
    return List.copyOf(terms);
  }

  /** Checks the limits of a condition around these terms that prints as this text. */
  static void check(List<Condition> terms, String text) {
    int depth = 1 + terms.stream().mapToInt(ConditionShape::depth).max().orElse(0);
    if (depth > Condition.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "condition has " + depth + " levels; at most " + Condition.MAX_DEPTH + " are allowed");
    }
    int atoms = terms.stream().mapToInt(ConditionShape::atoms).sum();
    if (atoms > Condition.MAX_ATOMS) {
      throw tooManyAtoms(String.valueOf(atoms));
    }
    if (text.length() > Condition.MAX_TEXT) {
      throw new IllegalArgumentException(
          "condition's text form has "
              + text.length()
              + " characters; at most "
              + Condition.MAX_TEXT
              + " are allowed");
    }
  }

  static Set<String> jobs(Condition condition) {
    Set<String> jobs = new LinkedHashSet<>();
    collect(condition, jobs);
    return Collections.unmodifiableSet(jobs);
  }

  private static void collect(Condition condition, Set<String> jobs) {
    if (condition instanceof Atom atom) {
      jobs.add(atom.job());
    } else {
      below(condition).forEach(term -> collect(term, jobs));
    }
  }

  private static int depth(Condition condition) {
    return 1 + below(condition).stream().mapToInt(ConditionShape::depth).max().orElse(0);
  }

  private static int atoms(Condition condition) {
    return condition instanceof Atom
        ? 1
        : below(condition).stream().mapToInt(ConditionShape::atoms).sum();
  }

  private static List<Condition> below(Condition condition) {
    if (condition instanceof AllOf all) {
      return all.terms();
    }
    if (condition instanceof AnyOf any) {
      return any.terms();
    }
    return condition instanceof Not not ? List.of(not.term()) : List.of();
  }

  private static IllegalArgumentException tooManyAtoms(String count) {
    return new IllegalArgumentException(
        "condition has "
            + count
            + " atoms (success, failure, done); at most "
            + Condition.MAX_ATOMS
            + " are allowed");
  }
}
