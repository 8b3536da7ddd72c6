package io.clockwork.internal.simulation;

import io.clockwork.job.Condition;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions once more, written anew for the judge: true, false, or null while it is open. */
final class Truths {
  private Truths() {}

  static boolean holds(Condition condition, List<Run> runs) {
    return Boolean.TRUE.equals(of(condition, runs));
  }

  private static @Nullable Boolean of(Condition condition, List<Run> runs) {
    if (condition instanceof Condition.Atom atom) {
      return atom(atom, runs);
    }
    if (condition instanceof Condition.Not not) {
      Boolean inner = of(not.term(), runs);
      return inner == null ? null : !inner;
    }
    boolean all = condition instanceof Condition.AllOf;
    List<Condition> terms =
        condition instanceof Condition.AllOf allOf
            ? allOf.terms()
            : ((Condition.AnyOf) condition).terms();
    boolean open = false;
    for (Condition term : terms) {
      Boolean value = of(term, runs);
      if (value != null && value != all) {
        return value;
      }
      open |= value == null;
    }
    return open ? null : all;
  }

  private static @Nullable Boolean atom(Condition.Atom atom, List<Run> runs) {
    boolean every = false;
    boolean ended = false;
    boolean yes = false;
    for (Run run : runs) {
      if (run.job().equals(atom.job())) {
        every |= run.id().member() != null;
        if (run.state().isEnded()) {
          ended = true;
          yes |=
              switch (atom.outcome()) {
                case SUCCESS -> run.state() == RunState.SUCCEEDED;
                case FAILURE -> run.state() != RunState.SUCCEEDED;
                case DONE -> true;
              };
        }
      }
    }
    if (yes) {
      return true;
    }
    return (ended && !every) ? false : null;
  }
}
