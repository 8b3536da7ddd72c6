package io.clockwork.internal.ledger;

import io.clockwork.job.Cause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which of two versions of a run supersedes the other: a later attempt an earlier one, one that was
 * started one that was not, of two that were not one that is settled, a higher token a lower one, a
 * later state an earlier one. All other fields break ties, so that of two versions that differ in
 * anything one wins, everywhere the same one.
 */
final class RunOrder {
  static final Comparator<Run> INSTANCE =
      Comparator.comparingInt(Run::attempt)
          // Who is taken for a run's claimant may be another than who turns out to have started it.
          .thenComparing(run -> run.startedAt() != null)
          // Who wakes late may yet tell of a claim that the others have given up: it stays given
          // up.
          .thenComparing(run -> run.startedAt() == null && run.state().isFinal())
          .thenComparingLong(Run::token)
          .thenComparing(Run::state)
          .thenComparing(Run::at)
          .thenComparing(Run::owner)
          .thenComparing(Run::startedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Run::endedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Run::reason, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Run::output, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Run::stackTrace, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Run::parameters, RunOrder::parameters)
          .thenComparing(Run::cause, RunOrder::causes);

  private RunOrder() {}

  /** A run's parameters are sorted by key. */
  private static int parameters(Map<String, String> a, Map<String, String> b) {
    Iterator<Map.Entry<String, String>> others = b.entrySet().iterator();
    for (Map.Entry<String, String> each : a.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, String> other = others.next();
      int order = each.getKey().compareTo(other.getKey());
      order = order != 0 ? order : each.getValue().compareTo(other.getValue());
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private static int causes(Cause a, Cause b) {
    if (a instanceof Cause.Fired one && b instanceof Cause.Fired other) {
      return one.fireTime().compareTo(other.fireTime());
    }
    if (a instanceof Cause.Met one && b instanceof Cause.Met other) {
      return runs(one.by(), other.by());
    }
    if (a instanceof Cause.Ordered one && b instanceof Cause.Ordered other) {
      int order = one.orderId().compareTo(other.orderId());
      return order != 0 ? order : one.by().compareTo(other.by());
    }
    return Integer.compare(rank(a), rank(b));
  }

  private static int runs(List<RunId> a, List<RunId> b) {
    for (int i = 0; i < a.size() && i < b.size(); i++) {
      int order = a.get(i).toString().compareTo(b.get(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int rank(Cause cause) {
    return cause instanceof Cause.Fired ? 0 : cause instanceof Cause.Met ? 1 : 2;
  }
}
