package io.clockwork.internal.condition;

import io.clockwork.job.Condition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds jobs that would wait for themselves. */
public final class Cycles {

  private Cycles() {}

  /**
   * Finds the cycle that a job would close if it got a condition.
   *
   * <p>The search goes breadth first, without recursion, along the jobs in the order in which
   * conditions mention them: the cycle is a shortest one, and the same on every member whatever the
   * order of the map. Cycles that do not pass through the job are not reported.
   *
   * @param conditionsByJob the conditions of the known jobs; one of the changed job is ignored, and
   *     mentioned jobs without an entry wait for nobody
   * @param changedJob the job that is registered or changed
   * @param newCondition the condition that it is to get
   * @return the names along the cycle, each waiting for the next, first and last the changed job;
   *     empty if there is none
   */
  public static List<String> find(
      Map<String, Condition> conditionsByJob, String changedJob, Condition newCondition) {
    Map<String, String> reachedFrom = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(changedJob);
    while (!open.isEmpty()) {
      String job = open.remove();
      Condition condition = job.equals(changedJob) ? newCondition : conditionsByJob.get(job);
      if (condition == null) {
        continue;
      }
      for (String next : condition.jobs()) {
        if (next.equals(changedJob)) {
          return cycle(reachedFrom, job, changedJob);
        }
        if (reachedFrom.putIfAbsent(next, job) == null) {
          open.add(next);
        }
      }
    }
    return List.of();
  }

  private static List<String> cycle(Map<String, String> reachedFrom, String last, String changed) {
    List<String> backwards = new ArrayList<>(List.of(changed));
    for (String job = last; job != null; job = reachedFrom.get(job)) {
      backwards.add(job);
    }
    Collections.reverse(backwards);
    return List.copyOf(backwards);
  }
}
