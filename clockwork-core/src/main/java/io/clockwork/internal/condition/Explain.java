package io.clockwork.internal.condition;

import io.clockwork.job.Condition;
import io.clockwork.job.Condition.AllOf;
import io.clockwork.job.Condition.AnyOf;
import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Not;
import io.clockwork.job.Condition.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says in words why a condition does not hold, atom by atom.
 *
 * <p>Walks the condition with the value that would help: true at the top, the opposite below each
 * {@code not}. So {@code not (failure(a) or failure(b))} is explained by {@code not failure(a)} and
 * {@code not failure(b)}. Where some terms already decide the value against us, only they are
 * named: it is no use to wait for the others.
 */
public final class Explain {

  private final Function<String, Ends> ends;
  private final Predicate<String> known;
  private final Set<String> sentences = new LinkedHashSet<>();

  private Explain(Function<String, Ends> ends, Predicate<String> known) {
    this.ends = ends;
    this.known = known;
  }

  /**
   * Explains a condition, for one root cause.
   *
   * @param condition the condition
   * @param ends as for {@link Evaluation#of}
   * @param known whether a job of this name is registered
   * @return one sentence per atom that is undecided or decided against the condition, in the order
   *     of the text form; empty exactly if the condition holds
   */
  public static List<String> why(
      Condition condition, Function<String, Ends> ends, Predicate<String> known) {
    Explain explain = new Explain(ends, known);
    explain.walk(condition, Truth.TRUE);
    return List.copyOf(explain.sentences);
  }

  private void walk(Condition condition, Truth wanted) {
    Truth value = Evaluation.of(condition, ends);
    if (value == wanted) {
      return;
    }
    if (condition instanceof Atom atom) {
      sentences.add(sentence(atom, wanted, value));
    } else if (condition instanceof Not not) {
      walk(not.term(), wanted.not());
    } else {
      boolean conjunction = condition instanceof AllOf;
      List<Condition> terms =
          condition instanceof AllOf all ? all.terms() : ((AnyOf) condition).terms();
      // Wanting an "and" true or an "or" false needs every term; one against it settles the matter.
      boolean settledByOne = conjunction == (wanted == Truth.TRUE) && value == wanted.not();
      for (Condition term : terms) {
        if (!settledByOne || Evaluation.of(term, ends) == value) {
          walk(term, wanted);
        }
      }
    }
  }

  private String sentence(Atom atom, Truth wanted, Truth value) {
    String job = atom.job();
    boolean denied = wanted == Truth.FALSE;
    String subject = (denied ? "not " : "") + atom;
    if (denied && atom.outcome() == Outcome.DONE) {
      return subject + " never holds: done is undecided until " + job + " has ended, then true";
    }
    Ends ended = ends.apply(job);
    if (value != Truth.UNKNOWN) {
      return subject + " is false: " + job + " " + inWords(ended.states());
    }
    if (!ended.states().isEmpty()) {
      return "waiting for "
          + subject
          + ": so far "
          + job
          + " "
          + inWords(ended.states())
          + " for this cause, and has not ended on every member";
    }
    return "waiting for "
        + subject
        + (known.test(job)
            ? ": no run of " + job + " has ended for this cause"
            : ": no job of the name " + job + " is registered");
  }

  private static String inWords(Set<EndState> states) {
    return states.stream()
        .map(
            state ->
                switch (state) {
                  case SUCCEEDED -> "succeeded";
                  case FAILED -> "failed";
                  case LOST -> "was lost";
                })
        .collect(Collectors.joining(" and "));
  }
}
