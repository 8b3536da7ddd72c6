package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.FarewellKey;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Alarm;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows: facts that merge, and how much of each origin it has heard.
 *
 * <p>The design is a delta-state replicated map (Almeida, Shoker, Baquero, "Delta state replicated
 * data types", 2018) made simple by one choice: of two facts of one key one wins whole, so a fact
 * always is exactly one write of one origin, and carries that write's number. To bring a peer up to
 * date one sends the facts whose write its digest does not cover; afterwards the peer may take over
 * one's digest. Lost, doubled and reordered frames do no harm.
 *
 * <p>Not thread-safe: the engine's thread owns it.
 */
public final class Ledger {

  /** Is told of each fact that changed. */
  public interface Watcher {
    /**
     * A fact replaced another.
     *
     * @param before what was known of the key; null if nothing
     * @param after what is known now
     */
    void changed(@Nullable Entry before, Entry after);

    /**
     * Two members started the same attempt of a run, each on its side of a partition.
     *
     * @param one one of them, as it is known
     * @param other the other
     */
    default void doubled(Run one, Run other) {}
  }

  /** So many alarms are kept, the latest. */
  private static final int ALARMS = 1_000;

  /** About so many finished runs are kept of all jobs: of many jobs fewer of each. */
  private static final int RUNS = 100_000;

  /** So many sets of nodes are shared. */
  private static final int CARRIER_SETS = 1_000;

  private static final Comparator<Alarm> ALARM_AGE =
      Comparator.comparing(Alarm::at)
          .thenComparing(Alarm::kind)
          .thenComparing(Alarm::subject)
          .thenComparing(Alarm::member);

  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::origin).thenComparingLong(Slot::seq);

  private final NodeId self;
  private final int historyLimit;
  private final int runLimit;
  private final Watcher watcher;
  private final Slots facts = new Slots();
  private final Map<NodeId, Writes> byOrigin = new HashMap<>();
  private final Map<NodeId, Heard> heard = new HashMap<>();
  private final Map<RootCause, Set<RunId>> byRoot = new HashMap<>();

  /** Who carries a job: most jobs share one of a few sets. */
  private final Map<Set<NodeId>, Set<NodeId>> carrierSets = new HashMap<>();

  /** How many jobs ever ran. */
  private int histories;

  /** Of how many jobs is known whether a node carries it. */
  private final Map<NodeId, Integer> carrierEntries = new HashMap<>();

  private final Map<NodeId, NodeId> nodes = new HashMap<>();
  private final Set<NodeId> farewells = new HashSet<>();
  private final Map<RunId, Run> active = new LinkedHashMap<>();
  private final TreeSet<Alarm> alarms = new TreeSet<>(ALARM_AGE);
  private long seq;
  private long fingerprint;

  /** How much was heard; null when that has changed since it was last asked. */
  private @Nullable Digest digest;

  /** The {@link Digest#hash()} of what was heard. */
  private long hash;

  /** Keys of facts, and origins, that changed since the journal was told; null without one. */
  private @Nullable Set<Object> changedKeys;

  private final Set<NodeId> changedOrigins = new LinkedHashSet<>();

  /**
   * Creates an empty ledger.
   *
   * @param self the node whose ledger it is
   * @param historyLimit finished runs kept per job, and fewer if there are thousands of jobs
   * @param watcher told of each change
   */
  public Ledger(NodeId self, int historyLimit, Watcher watcher) {
    this(self, historyLimit, RUNS, watcher);
  }

  /**
   * Creates an empty ledger.
   *
   * @param runLimit finished runs kept of all jobs together, about
   */
  Ledger(NodeId self, int historyLimit, int runLimit, Watcher watcher) {
    this.self = self;
    this.historyLimit = historyLimit;
    this.runLimit = runLimit;
    this.watcher = watcher;
  }

  /**
   * Writes a fact of this node's own.
   *
   * @return the write to tell the others, or null if what is known supersedes or equals it
   */
  public @Nullable Slot write(Entry entry) {
    Slot before = facts.rivalOf(entry);
    if (before != null && !entry.supersedes(before.entry())) {
      return null;
    }
    Slot slot = new Slot(self, ++seq, entry);
    heardRange(self, seq, seq);
    put(before, slot);
    return slot;
  }

  /**
   * Takes over a fact from elsewhere, if it is news. Does not touch the digest.
   *
   * @return whether anything changed but the number of the fact's write
   */
  public boolean merge(Slot told) {
    Slot slot = shared(told);
    Slot before = facts.rivalOf(slot.entry());
    if (before == null && (isForgotten(slot) || isOldAlarm(slot.entry()))) {
      return false;
    }
    if (before != null) {
      reportDoubled(before.entry(), slot.entry());
    }
    if (before != null && !slot.entry().supersedes(before.entry())) {
      if (!before.entry().supersedes(slot.entry()) && ORDER.compare(slot, before) < 0) {
        relabel(before, slot);
      }
      return false;
    }
    put(before, slot);
    return true;
  }

  /**
   * Who carries which job is most of what there is to know of jobs that rest: its facts share what
   * names their job and nodes with one another, however they came.
   */
  private Slot shared(Slot slot) {
    if (!(slot.entry() instanceof CarrierEntry carrier)) {
      return slot;
    }
    JobEntry job = job(carrier.job());
    String name = job == null ? carrier.job() : job.job();
    CarrierEntry entry =
        new CarrierEntry(name, shared(carrier.node()), carrier.version(), carrier.carried());
    return new Slot(shared(slot.origin()), slot.seq(), entry);
  }

  private NodeId shared(NodeId node) {
    if (nodes.size() > CARRIER_SETS) {
      nodes.clear();
    }
    return nodes.computeIfAbsent(node, same -> same);
  }

  /**
   * A run that goes on somewhere, of which nothing is known here although this write of it was
   * heard, has ended since and is forgotten: an answer that was long on its way must not revive it,
   * because nobody would ever say again that it ended. Nor is one told again that was forgotten not
   * long ago.
   */
  private boolean isForgotten(Slot slot) {
    if (!(slot.entry() instanceof RunEntry entry)) {
      return false;
    }
    Run run = entry.run();
    History history = history(run.job());
    Heard of = heard.get(slot.origin());
    return (history != null && history.isForgotten(run))
        || (!run.state().isFinal() && of != null && of.contains(slot.seq()));
  }

  private void reportDoubled(Entry before, Entry entry) {
    if (before instanceof RunEntry known && entry instanceof RunEntry told) {
      Run one = known.run();
      Run other = told.run();
      if (one.startedAt() != null
          && other.startedAt() != null
          && one.attempt() == other.attempt()
          && !one.owner().equals(other.owner())) {
        watcher.doubled(one, other);
      }
    }
  }

  private boolean isOldAlarm(Entry entry) {
    return entry instanceof AlarmEntry alarm
        && alarms.size() >= ALARMS
        && ALARM_AGE.compare(alarm.alarm(), alarms.first()) < 0;
  }

  /** Notes that an origin's writes first to last, both included, were merged. */
  public void heardRange(NodeId origin, long first, long last) {
    Heard of = heard.computeIfAbsent(origin, any -> new Heard());
    long before = of.hash(origin);
    if (of.range(first, last)) {
      hash += of.hash(origin) - before;
      noteHeard(origin);
    }
  }

  /** Takes over a peer's digest, after everything it covers was merged. */
  public void heardAll(Digest digest) {
    digest.heard().forEach((origin, upTo) -> heardRange(origin, 1, upTo));
    digest
        .ahead()
        .forEach(
            (origin, ranges) ->
                ranges.forEach(range -> heardRange(origin, range.first(), range.last())));
  }

  /** Begins to note what changes, for a journal. */
  public void track() {
    changedKeys = new LinkedHashSet<>();
  }

  /** Returns the facts that changed since the last call, by key; null for those that are gone. */
  public Map<Object, @Nullable Slot> takeChanges() {
    Set<Object> keys = changedKeys;
    if (keys == null || keys.isEmpty()) {
      return Map.of();
    }
    Map<Object, @Nullable Slot> changes = new LinkedHashMap<>();
    keys.forEach(key -> changes.put(key, facts.get(key)));
    keys.clear();
    return changes;
  }

  /** Returns how much was heard of the origins of which that changed since the last call. */
  public Digest takeHeard() {
    if (changedOrigins.isEmpty()) {
      return Digest.EMPTY;
    }
    Digest changes = digest(changedOrigins);
    changedOrigins.clear();
    return changes;
  }

  private void noteHeard(NodeId origin) {
    digest = null;
    if (changedKeys != null) {
      changedOrigins.add(origin);
    }
  }

  private void put(@Nullable Slot before, Slot slot) {
    Entry entry = slot.entry();
    int limit = historyLimit();
    if (before != null) {
      unlink(before);
    }
    store(slot);
    index(entry);
    watcher.changed(before == null ? null : before.entry(), entry);
    if (historyLimit() < limit) {
      // Pruning makes no job known or unknown.
      facts.jobs().forEach(this::prune);
    } else if (entry instanceof RunEntry run) {
      prune(facts.begun(run.run().job()));
    }
  }

  /** The same fact was written twice: all keep the write that comes first in order. */
  private void relabel(Slot before, Slot slot) {
    unlink(before);
    store(slot);
  }

  private void store(Slot slot) {
    facts.put(slot);
    noteChange(slot.entry());
    byOrigin.computeIfAbsent(slot.origin(), any -> new Writes()).put(slot);
    count(slot, 1);
    fingerprint ^= print(slot);
  }

  private void count(Slot slot, int more) {
    if (slot.entry() instanceof CarrierEntry carrier) {
      int count = carrierEntries.merge(carrier.node(), more, Integer::sum);
      if (count == 0) {
        carrierEntries.remove(carrier.node());
      }
    }
  }

  private void drop(Slot slot) {
    facts.remove(slot.entry());
    noteChange(slot.entry());
    unlink(slot);
  }

  /** Removes a fact from all but the map of facts. */
  private void unlink(Slot slot) {
    if (slot.entry() instanceof AlarmEntry alarm) {
      alarms.remove(alarm.alarm());
    }
    Writes own = byOrigin.get(slot.origin());
    if (own != null) {
      own.remove(slot);
      if (own.isEmpty()) {
        byOrigin.remove(slot.origin());
      }
    }
    count(slot, -1);
    fingerprint ^= print(slot);
  }

  private void noteChange(Entry entry) {
    Set<Object> keys = changedKeys;
    if (keys != null) {
      keys.add(entry.key());
    }
  }

  private static long print(Slot slot) {
    long h = slot.origin().hashCode() * 0x9E3779B97F4A7C15L + slot.seq();
    h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
    return (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L + slot.entry().key().hashCode();
  }

  private void index(Entry entry) {
    if (entry instanceof RunEntry run) {
      RunId id = run.run().id();
      JobFacts job = facts.begun(id.job());
      histories += job.history() == null ? 1 : 0;
      job.begunHistory().put(run.run());
      byRoot.computeIfAbsent(id.root(), any -> new LinkedHashSet<>()).add(id);
      if (run.run().state().isFinal()) {
        active.remove(id);
      } else {
        active.put(id, run.run());
      }
    } else if (entry instanceof Farewell farewell) {
      farewells.add(farewell.node());
    } else if (entry instanceof AlarmEntry alarm) {
      alarms.add(alarm.alarm());
      if (alarms.size() > ALARMS) {
        dropKey(new AlarmEntry(alarms.first()).key());
      }
    } else if (entry instanceof CarrierEntry carrier) {
      carry(facts.begun(carrier.job()), carrier.node(), carrier.carried());
    }
  }

  private void carry(JobFacts job, NodeId node, boolean carried) {
    Set<NodeId> before = job.carriers();
    if (before.contains(node) == carried) {
      return;
    }
    Set<NodeId> after = new HashSet<>(before);
    if (carried) {
      after.add(node);
    } else {
      after.remove(node);
    }
    if (carrierSets.size() > CARRIER_SETS) {
      carrierSets.clear();
    }
    job.carriedBy(carrierSets.computeIfAbsent(after, Set::copyOf));
  }

  private void prune(JobFacts job) {
    History history = job.history();
    if (history == null) {
      return;
    }
    for (Run run : history.prune(historyLimit())) {
      Slot slot = facts.get(run.id());
      if (slot != null) {
        drop(slot);
      }
      Set<RunId> siblings = byRoot.get(run.id().root());
      if (siblings != null) {
        siblings.remove(run.id());
        if (siblings.isEmpty()) {
          byRoot.remove(run.id().root());
        }
      }
    }
  }

  /**
   * Forgets what concerns a node that is gone for good: which jobs it carried, that it said
   * farewell. Every node does so by itself.
   */
  public void forget(NodeId node) {
    if (carrierEntries.containsKey(node)) {
      // All of them are looked at, as this is rare and a list for each node would be large.
      for (JobFacts job : List.copyOf(facts.jobs())) {
        Slot carrier = job.carrier(node);
        if (carrier != null) {
          carry(job, node, false);
          drop(carrier);
        }
      }
    }
    farewells.remove(node);
    dropKey(new FarewellKey(node));
  }

  /**
   * A node is there again of which was forgotten what it carries: all that it wrote is to be sent
   * to this one again.
   */
  public void unhear(NodeId node) {
    if (!node.equals(self)) {
      Heard of = heard.remove(node);
      hash -= of == null ? 0 : of.hash(node);
      digest = null;
    }
  }

  private void dropKey(Object key) {
    Slot slot = facts.get(key);
    if (slot != null) {
      drop(slot);
    }
  }

  /** Returns the nodes of which is known what they carry or carried, or that they left. */
  public Set<NodeId> nodesSpokenOf() {
    Set<NodeId> nodes = new HashSet<>(carrierEntries.keySet());
    nodes.addAll(farewells);
    return nodes;
  }

  /** Returns how much was heard of every origin. */
  public Digest digest() {
    Digest known = digest;
    if (known == null) {
      known = digest(heard.keySet());
      digest = known;
    }
    return known;
  }

  /** Returns the digest's {@link Digest#hash()}. */
  public long digestHash() {
    return hash;
  }

  private Digest digest(Set<NodeId> origins) {
    Map<NodeId, Long> all = new HashMap<>();
    Map<NodeId, List<Digest.Range>> ahead = new HashMap<>();
    for (NodeId origin : origins) {
      Heard of = heard.get(origin);
      if (of != null) {
        all.put(origin, of.upTo());
        ahead.put(origin, of.ahead());
      }
    }
    return new Digest(all, ahead);
  }

  /** Returns the facts whose write a digest does not cover, in no order. */
  public List<Slot> missing(Digest digest) {
    List<Slot> missing = new ArrayList<>();
    byOrigin.forEach(
        (origin, own) ->
            own.above(
                digest.of(origin),
                slot -> {
                  if (!digest.contains(origin, slot.seq())) {
                    missing.add(slot);
                  }
                }));
    return missing;
  }

  /** Returns every fact, in no order. */
  public Collection<Slot> everything() {
    return facts.all();
  }

  /** Returns how many finished runs are kept for each job: the fewer, the more jobs ever ran. */
  public int historyLimit() {
    int jobs = Math.max(1, histories);
    // In steps, so that all histories are seldom looked at.
    int step = jobs == 1 ? 1 : Integer.highestOneBit(jobs - 1) << 1;
    return Math.max(1, Math.min(historyLimit, runLimit / step));
  }

  /** Returns a hash that two ledgers of the same facts share. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Returns the number of facts. */
  public int size() {
    return facts.size();
  }

  /** Returns the job's entry, also if it was removed; null if unknown. */
  public @Nullable JobEntry job(String name) {
    JobFacts job = facts.job(name);
    return job == null ? null : job.entry();
  }

  /** Returns all jobs' entries by name, removed ones included. */
  public Collection<JobEntry> jobs() {
    List<JobEntry> sorted = new ArrayList<>();
    for (JobFacts job : facts.jobs()) {
      JobEntry entry = job.entry();
      if (entry != null) {
        sorted.add(entry);
      }
    }
    sorted.sort(Comparator.comparing(JobEntry::job));
    return sorted;
  }

  /** Returns which nodes said that they carry a job's code, also nodes that are gone. */
  public Set<NodeId> carriers(String name) {
    JobFacts job = facts.job(name);
    return job == null ? Set.of() : job.carriers();
  }

  /** Returns what this ledger holds on whether a node carries a job, or null. */
  public @Nullable CarrierEntry carrier(String job, NodeId node) {
    Slot slot = facts.carrier(job, node);
    return slot == null ? null : (CarrierEntry) slot.entry();
  }

  /** Returns whether a node announced that it leaves. */
  public boolean saidFarewell(NodeId node) {
    return farewells.contains(node);
  }

  /** Returns the fact of that key with its write, or null. */
  public @Nullable Slot slot(Object key) {
    return facts.get(key);
  }

  /** Returns the alarms that are kept, the latest last. */
  public List<Alarm> alarms() {
    return List.copyOf(alarms);
  }

  /** Returns the highest fencing token of a job that was ever heard of here; 0 if none. */
  public long lastToken(String job) {
    History history = history(job);
    return history == null ? 0 : history.lastToken();
  }

  /** Returns the run of that id, or null. */
  public @Nullable Run run(RunId id) {
    History history = history(id.job());
    return history == null ? null : history.run(id);
  }

  /** Returns all runs that are not finished. */
  public List<Run> active() {
    return List.copyOf(active.values());
  }

  /** Returns the retained runs of a job, or null if it never ran. */
  public @Nullable History history(String name) {
    JobFacts job = facts.job(name);
    return job == null ? null : job.history();
  }

  /** Returns the retained runs of one root cause, in no order. */
  public List<Run> runs(RootCause root) {
    List<Run> runs = new ArrayList<>();
    for (RunId id : byRoot.getOrDefault(root, Set.of())) {
      Run run = run(id);
      if (run != null) {
        runs.add(run);
      }
    }
    return runs;
  }

  /** Returns the histories of all jobs that ever ran, in no order. */
  public List<History> histories() {
    List<History> all = new ArrayList<>(histories);
    for (JobFacts job : facts.jobs()) {
      History history = job.history();
      if (history != null) {
        all.add(history);
      }
    }
    return all;
  }
}
