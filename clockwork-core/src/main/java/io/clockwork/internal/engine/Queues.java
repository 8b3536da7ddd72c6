package io.clockwork.internal.engine;

import io.clockwork.job.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What waits for its turn to be claimed. First what starts nothing, or what somebody waits for;
 * then what this member owns, as far as it can start it soon; then what others own and have not
 * started yet, as far as a worker is free here. So who has more to do than it can do leaves it to
 * others, and members that are all behind do not keep one another from going on.
 *
 * @param <T> what waits
 */
final class Queues<T> {
  private final Deque<T> urgent = new ArrayDeque<>();
  private final Deque<T> own = new ArrayDeque<>();
  private final Deque<T> others = new ArrayDeque<>();

  /** Puts one at the end of its queue. */
  void add(T waiting, Plan plan, int rank) {
    boolean first =
        plan.instead() != null || plan.attempt() > 1 || plan.cause() instanceof Cause.Ordered;
    (first ? urgent : rank == 0 ? own : others).add(waiting);
  }

  boolean isEmpty() {
    return urgent.isEmpty() && own.isEmpty() && others.isEmpty();
  }

  void clear() {
    urgent.clear();
    own.clear();
    others.clear();
  }

  /**
   * Takes from the front what has its turn.
   *
   * @param room for how many of this member's own there is room
   * @param free for how many of others' there is
   * @param admit does what is to be done with one, and says whether it takes room
   */
  void take(int room, int free, Predicate<T> admit) {
    take(urgent, Integer.MAX_VALUE, admit);
    int taken = take(own, room, admit);
    take(others, free - taken, admit);
  }

  private int take(Deque<T> queue, int room, Predicate<T> admit) {
    int taken = 0;
    // Those that are put back go to the end, and are not met again.
    for (int left = queue.size(); left > 0 && taken < room; left--) {
      taken += admit.test(queue.remove()) ? 1 : 0;
    }
    return taken;
  }

  /** Removes and returns those of which something is so. */
  List<T> removeIf(Predicate<T> condition) {
    List<T> removed = new ArrayList<>();
    for (Deque<T> queue : List.of(own, others)) {
      queue.removeIf(
          each -> {
            boolean so = condition.test(each);
            if (so) {
              removed.add(each);
            }
            return so;
          });
    }
    return removed;
  }
}
