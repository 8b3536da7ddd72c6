package io.clockwork.internal.ledger;

import io.clockwork.job.Cause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of two versions of a run supersedes the other: a later attempt an earlier one, one that was
 * started one that was not, of two that were not one that is settled, a higher token a lower one, a
 * later state an earlier one. All other fields break ties, so that of two versions that differ in
 * anything one wins, everywhere the same one.
 */
final class RunOrder {
  private RunOrder() {}

  // Written out, as each write of a run is compared: a chain of comparators takes several times as
  // long, until it is compiled and while it is.
  static int compare(Run a, Run b) {
    int order = Integer.compare(a.attempt(), b.attempt());
    // Who is taken for a run's claimant may be another than who turns out to have started it.
    order = order != 0 ? order : Boolean.compare(a.startedAt() != null, b.startedAt() != null);
    // Who wakes late may yet tell of a claim that the others have given up: it stays given up.
    order = order != 0 ? order : Boolean.compare(isSettled(a), isSettled(b));
    order = order != 0 ? order : Long.compare(a.token(), b.token());
    order = order != 0 ? order : a.state().compareTo(b.state());
    return order != 0 ? order : ties(a, b);
  }

  private static boolean isSettled(Run run) {
    return run.startedAt() == null && run.state().isFinal();
  }

  private static int ties(Run a, Run b) {
    int order = a.at().compareTo(b.at());
    order = order != 0 ? order : a.owner().compareTo(b.owner());
    order = order != 0 ? order : nullsFirst(a.startedAt(), b.startedAt());
    order = order != 0 ? order : nullsFirst(a.endedAt(), b.endedAt());
    order = order != 0 ? order : nullsFirst(a.reason(), b.reason());
    order = order != 0 ? order : nullsFirst(a.output(), b.output());
    order = order != 0 ? order : nullsFirst(a.stackTrace(), b.stackTrace());
    order = order != 0 ? order : parameters(a.parameters(), b.parameters());
    return order != 0 ? order : causes(a.cause(), b.cause());
  }

  private static <T extends Comparable<T>> int nullsFirst(@Nullable T a, @Nullable T b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }

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
