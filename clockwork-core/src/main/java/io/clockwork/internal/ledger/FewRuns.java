package io.clockwork.internal.ledger;

import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs by their id: most jobs have one or none, for which there is no table. */
final class FewRuns {
  private @Nullable Run only;
  private @Nullable Map<RunId, Run> several;

  @Nullable Run put(Run run) {
    Map<RunId, Run> map = several;
    if (map != null) {
      return map.put(run.id(), run);
    }
    Run before = only;
    if (before == null || before.id().equals(run.id())) {
      only = run;
      return before;
    }
    map = new HashMap<>();
    map.put(before.id(), before);
    map.put(run.id(), run);
    several = map;
    only = null;
    return null;
  }

  void remove(RunId id) {
    Map<RunId, Run> map = several;
    if (map != null) {
      map.remove(id);
      several = map.isEmpty() ? null : map;
    } else if (only != null && only.id().equals(id)) {
      only = null;
    }
  }

  @Nullable Run get(RunId id) {
    Map<RunId, Run> map = several;
    if (map != null) {
      return map.get(id);
    }
    return only != null && only.id().equals(id) ? only : null;
  }

  int size() {
    Map<RunId, Run> map = several;
    return map != null ? map.size() : only == null ? 0 : 1;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** Returns all of them; may change with these. */
  Collection<Run> all() {
    Map<RunId, Run> map = several;
    if (map != null) {
      return Collections.unmodifiableCollection(map.values());
    }
    Run one = only;
    return one == null ? List.of() : List.of(one);
  }
}
