package io.clockwork.internal.ledger;

import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The retained runs of one job. Keeps all that are not finished; of the finished ones those that
 * were claimed last, up to a limit, those that ended last, up to the same limit, those that ended
 * seconds before the last one, up to ten times the limit, and always the one with the latest fire
 * time of each member suffix, because a new owner goes on from there.
 *
 * <p>Those that ended last are mostly those that were claimed last. But a run, be it a long one
 * that many short ones overtook, must not be forgotten at its very end: whoever missed the news of
 * it would take it for going on, and nobody would know better.
 */
public final class History {
  /** Longer than a member can be silent, or cut off from the news, and stay in the view. */
  private static final Duration FRESH = Duration.ofSeconds(15);

  /** Even of fresh runs not more than so many times the limit are kept. */
  private static final int FRESH_FACTOR = 10;

  /** Of how many forgotten runs it is remembered that they were, for each that is kept. */
  private static final int GHOSTS = 4;

  private static final Comparator<Run> AGE =
      Comparator.comparing(Run::at).thenComparing(run -> run.id().toString());

  private static final Comparator<Run> END = Comparator.comparing(History::end).thenComparing(AGE);

  /** The finished runs in both orders, which nobody asks for before there are many. */
  private static final class Sorted {
    private final TreeSet<Run> finished = new TreeSet<>(AGE);
    private final TreeSet<Run> ended = new TreeSet<>(END);

    void add(Run run) {
      finished.add(run);
      ended.add(run);
    }

    void remove(Run run) {
      finished.remove(run);
      ended.remove(run);
    }
  }

  // Of many jobs there is one run only, and most have none that is going or forgotten.
  private final FewRuns runs = new FewRuns();
  private @Nullable Sorted sorted;
  private final FewRuns active = new FewRuns();

  /** Of the job as a whole. */
  private @Nullable Run lastFired;

  /** Of each member, if each has runs of its own. */
  private Map<String, Run> lastFiredOn = Map.of();

  private Instant forgotten = Instant.MIN;
  private long lastToken;

  /** How far those had come that were forgotten last: nothing may revive them as they were. */
  private @Nullable LinkedHashMap<RunId, Progress> ghosts;

  private record Progress(int attempt, boolean started, RunState state) {
    /** One that was started is news if it was not known that it was: it was taken for lost. */
    boolean covers(Run run) {
      return attempt > run.attempt()
          || (attempt == run.attempt()
              && (started || run.startedAt() == null)
              && state.compareTo(run.state()) >= 0);
    }
  }

  History() {}

  private Sorted sorted() {
    Sorted known = sorted;
    if (known == null) {
      known = new Sorted();
      for (Run run : runs.all()) {
        if (run.state().isFinal()) {
          known.add(run);
        }
      }
      sorted = known;
    }
    return known;
  }

  private static Instant end(Run run) {
    Instant end = run.endedAt();
    return end == null ? run.at() : end;
  }

  @Nullable Run put(Run run) {
    LinkedHashMap<RunId, Progress> gone = ghosts;
    if (gone != null) {
      gone.remove(run.id());
    }
    lastToken = Math.max(lastToken, run.token());
    Run before = runs.put(run);
    Sorted inOrder = sorted;
    if (before != null && inOrder != null) {
      inOrder.remove(before);
    }
    if (!run.state().isFinal()) {
      active.put(run);
    } else {
      active.remove(run.id());
      if (inOrder != null) {
        inOrder.add(run);
      }
    }
    Instant fired = run.fireTime();
    if (fired != null) {
      Instant lastTime = lastFireTime(run.id().member());
      if (lastTime == null || !lastTime.isAfter(fired)) {
        lastFired(run.id().member(), run);
      }
    }
    return before;
  }

  private void lastFired(@Nullable String member, Run run) {
    if (member == null) {
      lastFired = run;
    } else {
      if (lastFiredOn.isEmpty()) {
        lastFiredOn = new HashMap<>(2);
      }
      lastFiredOn.put(member, run);
    }
  }

  /** Removes what is beyond the limit and returns it. */
  List<Run> prune(int limit) {
    if (runs.size() - active.size() <= limit) {
      return List.of();
    }
    List<Run> early = endedEarly(limit);
    if (early.isEmpty()) {
      return List.of();
    }
    Set<RunId> old = new HashSet<>();
    oldest(sorted().finished, limit).forEach(run -> old.add(run.id()));
    List<Run> dropped = new ArrayList<>();
    for (Run run : early) {
      Run last = lastFired(run.id().member());
      if (old.contains(run.id()) && (last == null || !last.id().equals(run.id()))) {
        dropped.add(run);
      }
    }
    if (!dropped.isEmpty()) {
      bury(dropped, GHOSTS * limit);
    }
    return dropped;
  }

  private void bury(List<Run> dropped, int most) {
    LinkedHashMap<RunId, Progress> gone = ghosts;
    if (gone == null) {
      gone = new LinkedHashMap<>();
      ghosts = gone;
    }
    for (Run run : dropped) {
      sorted().remove(run);
      runs.remove(run.id());
      forgotten = run.at().isAfter(forgotten) ? run.at() : forgotten;
      gone.put(run.id(), new Progress(run.attempt(), run.startedAt() != null, run.state()));
    }
    Iterator<RunId> oldest = gone.keySet().iterator();
    for (int excess = gone.size() - most; excess > 0; excess--) {
      oldest.next();
      oldest.remove();
    }
  }

  private @Nullable Progress ghost(RunId id) {
    LinkedHashMap<RunId, Progress> gone = ghosts;
    return gone == null ? null : gone.get(id);
  }

  /** Returns whether a run was as far as this when it was forgotten, not long ago. */
  boolean isForgotten(Run run) {
    Progress ghost = ghost(run.id());
    return ghost != null && ghost.covers(run);
  }

  /** Returns whether a run was started, and was forgotten not long ago. */
  public boolean hasForgotten(RunId id) {
    Progress ghost = ghost(id);
    return ghost != null
        && ghost.attempt() > 0
        && ghost.state() != RunState.MISSED
        && ghost.state() != RunState.SKIPPED;
  }

  /** Returns those that ended so early that nobody is still to hear of it. */
  private List<Run> endedEarly(int limit) {
    TreeSet<Run> ended = sorted().ended;
    Instant fresh = end(ended.last()).minus(FRESH);
    List<Run> early = new ArrayList<>();
    int excess = ended.size() - limit;
    int tooMany = ended.size() - FRESH_FACTOR * limit;
    for (Run run : ended) {
      if (early.size() >= excess || (early.size() >= tooMany && !end(run).isBefore(fresh))) {
        break;
      }
      early.add(run);
    }
    return early;
  }

  /** Returns all but the last ones. */
  private static List<Run> oldest(TreeSet<Run> sorted, int kept) {
    List<Run> oldest = new ArrayList<>();
    int excess = sorted.size() - kept;
    for (Run run : sorted) {
      if (excess-- <= 0) {
        break;
      }
      oldest.add(run);
    }
    return oldest;
  }

  /**
   * Returns the latest fire time that is settled for a member suffix (null: cluster-wide), or null.
   */
  public @Nullable Instant lastFireTime(@Nullable String member) {
    Run last = lastFired(member);
    return last == null ? null : last.fireTime();
  }

  /** Returns the run of the latest fire time for a member suffix (null: cluster-wide), or null. */
  public @Nullable Run lastFired(@Nullable String member) {
    return member == null ? lastFired : lastFiredOn.get(member);
  }

  /**
   * Returns the instant at and before which runs may have been forgotten: nothing as old as that
   * may be taken for not having happened.
   *
   * @param limit the retention limit
   */
  public Instant forgottenBefore(int limit) {
    int count = runs.size() - active.size();
    if (count == 0 || count < limit) {
      return forgotten;
    }
    // Whoever joined late dropped nothing itself, but was sent no more than the others had kept:
    // those claimed last, and of the older ones those that ended in the last seconds.
    List<Run> older = oldest(sorted().finished, Math.max(0, limit - 1));
    Instant horizon = older.get(older.size() - 1).at();
    if (count < FRESH_FACTOR * limit) {
      Instant fresh = end(sorted().ended.last()).minus(FRESH).minusMillis(1);
      horizon = horizon.isBefore(fresh) ? horizon : fresh;
    }
    return horizon.isAfter(forgotten) ? horizon : forgotten;
  }

  /** Returns the highest fencing token that was heard of. */
  long lastToken() {
    return lastToken;
  }

  /** Returns the run of that id, or null. */
  public @Nullable Run run(RunId id) {
    return runs.get(id);
  }

  /** Returns the runs that are not finished, in no order. */
  public List<Run> active() {
    return active.isEmpty() ? List.of() : List.copyOf(active.all());
  }

  /** Returns whether some run is not finished. */
  public boolean anyActive() {
    return !active.isEmpty();
  }

  /** Returns all retained runs, oldest first. */
  public List<Run> all() {
    List<Run> sorted = new ArrayList<>(runs.all());
    sorted.sort(AGE);
    return sorted;
  }

  /** Returns all retained runs, in no order; not to be kept, as it may change with this history. */
  public Collection<Run> inNoOrder() {
    return runs.all();
  }

  /** Returns the run that was claimed or decided last, or null. */
  public @Nullable Run newest() {
    Run newest = null;
    for (Run run : runs.all()) {
      if (newest == null || AGE.compare(run, newest) > 0) {
        newest = run;
      }
    }
    return newest;
  }
}
