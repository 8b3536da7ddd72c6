package io.clockwork.internal.ledger;

import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The retained runs of one job. Keeps the newest finished ones up to a limit, all that are not
 * finished, and always the one with the latest fire time of each member suffix, because a new owner
 * goes on from there.
 */
public final class History {
  private static final Comparator<Run> AGE =
      Comparator.comparing(Run::at).thenComparing(run -> run.id().toString());

  private final Map<RunId, Run> runs = new HashMap<>();
  private final TreeSet<Run> finished = new TreeSet<>(AGE);
  private final Map<RunId, Run> active = new HashMap<>();
  private final Map<String, Run> lastFired = new HashMap<>();

  History() {}

  @Nullable Run put(Run run) {
    Run before = runs.put(run.id(), run);
    if (before != null) {
      finished.remove(before);
      active.remove(before.id());
    }
    if (run.state().isFinal()) {
      finished.add(run);
    } else {
      active.put(run.id(), run);
    }
    Instant fired = run.fireTime();
    if (fired != null) {
      String suffix = suffix(run.id().member());
      Run last = lastFired.get(suffix);
      Instant lastTime = last == null ? null : last.fireTime();
      if (lastTime == null || !lastTime.isAfter(fired)) {
        lastFired.put(suffix, run);
      }
    }
    return before;
  }

  /** Removes what is beyond the limit and returns it. */
  List<Run> prune(int limit) {
    if (finished.size() <= limit) {
      return List.of();
    }
    List<Run> dropped = new ArrayList<>();
    int excess = finished.size() - limit;
    for (Run oldest : finished) {
      if (excess-- == 0) {
        break;
      }
      Run last = lastFired.get(suffix(oldest.id().member()));
      if (last == null || !last.id().equals(oldest.id())) {
        dropped.add(oldest);
      }
    }
    for (Run run : dropped) {
      finished.remove(run);
      runs.remove(run.id());
    }
    return dropped;
  }

  private static String suffix(@Nullable String member) {
    return member == null ? "" : member;
  }

  /**
   * Returns the latest fire time that is settled for a member suffix (null: cluster-wide), or null.
   */
  public @Nullable Instant lastFireTime(@Nullable String member) {
    Run last = lastFired.get(suffix(member));
    return last == null ? null : last.fireTime();
  }

  /** Returns the run of the latest fire time for a member suffix (null: cluster-wide), or null. */
  public @Nullable Run lastFired(@Nullable String member) {
    return lastFired.get(suffix(member));
  }

  /**
   * Returns the instant at and before which runs may have been forgotten: nothing as old as that
   * may be taken for not having happened.
   *
   * @param limit the retention limit
   */
  public Instant forgottenBefore(int limit) {
    if (finished.size() < limit) {
      return Instant.MIN;
    }
    int skip = finished.size() - limit;
    for (Run run : finished) {
      if (skip-- <= 0) {
        return run.at();
      }
    }
    return Instant.MIN;
  }

  /** Returns the run of that id, or null. */
  public @Nullable Run run(RunId id) {
    return runs.get(id);
  }

  /** Returns the runs that are not finished, in no order. */
  public List<Run> active() {
    return List.copyOf(active.values());
  }

  /** Returns whether some run is not finished. */
  public boolean anyActive() {
    return !active.isEmpty();
  }

  /** Returns all retained runs, oldest first. */
  public List<Run> all() {
    List<Run> sorted = new ArrayList<>(runs.values());
    sorted.sort(AGE);
    return sorted;
  }

  /** Returns the run that was claimed or decided last, or null. */
  public @Nullable Run newest() {
    Run newest = finished.isEmpty() ? null : finished.last();
    for (Run run : active.values()) {
      if (newest == null || AGE.compare(run, newest) > 0) {
        newest = run;
      }
    }
    return newest;
  }
}
