package io.clockwork.internal.condition;

import io.clockwork.job.Condition;
import io.clockwork.job.Condition.AllOf;
import io.clockwork.job.Condition.AnyOf;
import io.clockwork.job.Condition.Atom;
import io.clockwork.job.Condition.Not;
import io.clockwork.job.Condition.Outcome;
import java.util.Set;
import java.util.function.Function;

/**
 * The value of a condition for one root cause: a pure function of the condition and of what is
 * known about the ends of the mentioned jobs' runs with that cause.
 *
 * <p>It is monotone in information: as the {@link Ends} grow, unknown may become true or false, and
 * neither changes again. So every order in which news arrives leads to the same value.
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Evaluates a condition.
   *
   * @param condition the condition
   * @param ends what is known of a job's runs for the root cause in question; {@link Ends#NONE} for
   *     an unknown job; asked once or more for each mentioned job that matters
   * @return its value
   */
  public static Truth of(Condition condition, Function<String, Ends> ends) {
    if (condition instanceof Atom atom) {
      return ofAtom(atom.outcome(), ends.apply(atom.job()));
    }
    if (condition instanceof Not not) {
      return of(not.term(), ends).not();
    }
    Truth value;
    if (condition instanceof AllOf all) {
      value = Truth.TRUE;
      for (Condition term : all.terms()) {
        value = value.and(of(term, ends));
      }
    } else {
      value = Truth.FALSE;
      for (Condition term : ((AnyOf) condition).terms()) {
        value = value.or(of(term, ends));
      }
    }
    return value;
  }

  private static Truth ofAtom(Outcome outcome, Ends ends) {
    if (holds(outcome, ends.states())) {
      return Truth.TRUE;
    }
    return ends.complete() ? Truth.FALSE : Truth.UNKNOWN;
  }

  private static boolean holds(Outcome outcome, Set<EndState> states) {
    return switch (outcome) {
      case SUCCESS -> states.contains(EndState.SUCCEEDED);
      case FAILURE -> states.contains(EndState.FAILED) || states.contains(EndState.LOST);
      case DONE -> !states.isEmpty();
    };
  }
}
