package io.clockwork.job;

import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition by recursive descent:
 *
 * <pre>
 * either := both ("or" both)*
 * both   := term ("and" term)*
 * term   := "not" term | "(" either ")" | ("success" | "failure" | "done") "(" name ")"
 * </pre>
 *
 * <p>Text comes from files and from the network. Only {@code (} and {@code not} recurse, and they
 * are counted, so hostile text ends in an error and never in a stack overflow. No condition within
 * the limits prints with as many of them nested as are allowed here.
 */
final class ConditionParser {

  private final String text;
  private int at;
  private int nesting;

  private ConditionParser(String text) {
    this.text = text;
  }

  static Condition parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.length() > Condition.MAX_TEXT) {
      throw new IllegalArgumentException(
          "condition has "
              + text.length()
              + " characters; at most "
              + Condition.MAX_TEXT
              + " are allowed");
    }
    ConditionParser parser = new ConditionParser(text);
    parser.skipSpace();
    if (parser.at == text.length()) {
      throw new IllegalArgumentException(
          "condition is empty; write, for example, \"success(extract) and not failure(load)\"");
    }
    Condition condition = parser.either();
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw ConditionSyntax.expectedConnective(text, parser.at, false);
    }
    return condition;
  }

  private Condition either() {
    List<Condition> terms = new ArrayList<>();
    do {
      terms.add(both());
    } while (skipWord("or"));
    return Condition.anyOf(terms);
  }

  private Condition both() {
    List<Condition> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (skipWord("and"));
    return Condition.allOf(terms);
  }

  private Condition term() {
    skipSpace();
    int start = at;
    if (skipWord("not")) {
      enter(start);
      Condition term = term();
      nesting--;
      return Condition.not(term);
    }
    if (!skip('(')) {
      return atom();
    }
    enter(start);
    Condition grouped = either();
    if (!skip(')')) {
      throw ConditionSyntax.expectedConnective(text, at, true);
    }
    nesting--;
    return grouped;
  }

  private Condition atom() {
    Outcome outcome = outcome(ConditionSyntax.wordAt(text, at));
    if (outcome == null) {
      throw ConditionSyntax.expectedTerm(text, at);
    }
    at += outcome.toString().length();
    if (!skip('(')) {
      throw ConditionSyntax.expected(text, at, "\"(\"", "");
    }
    skipSpace();
    int start = at;
    while (at < text.length() && text.charAt(at) != ')' && !Shown.isSpace(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw ConditionSyntax.expected(text, at, "a job name", "");
    }
    String name = text.substring(start, at);
    String problem = JobName.problem(name);
    if (problem != null) {
      throw ConditionSyntax.error(text, start, problem);
    }
    if (!skip(')')) {
      throw ConditionSyntax.expected(text, at, "\")\" after the job name", "");
    }
    return new Atom(outcome, name);
  }

  private void enter(int start) {
    if (++nesting > Condition.MAX_DEPTH) {
      throw ConditionSyntax.error(
          text, start, "condition nests \"(\" and \"not\" deeper than " + Condition.MAX_DEPTH);
    }
  }

  private void skipSpace() {
    while (at < text.length() && Shown.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private boolean skip(char expected) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == expected;
    at += there ? 1 : 0;
    return there;
  }

  private boolean skipWord(String expected) {
    skipSpace();
    boolean there = ConditionSyntax.wordAt(text, at).equalsIgnoreCase(expected);
    at += there ? expected.length() : 0;
    return there;
  }

  private static @Nullable Outcome outcome(String word) {
    for (Outcome outcome : Outcome.values()) {
      if (word.equalsIgnoreCase(outcome.toString())) {
        return outcome;
      }
    }
    return null;
  }
}
