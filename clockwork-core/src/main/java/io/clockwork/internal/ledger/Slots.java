package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.CarrierKey;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.JobKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a ledger, each with its write, by their keys. */
final class Slots {
  private final Map<String, JobFacts> jobs = new HashMap<>();

  /** Those that are neither a job's definition nor about who carries one. */
  private final Map<Object, Slot> others = new HashMap<>();

  private int ofJobs;

  int size() {
    return ofJobs + others.size();
  }

  /** Returns the fact of a key, or null. */
  @Nullable Slot get(Object key) {
    if (key instanceof JobKey of) {
      return definition(of.job());
    } else if (key instanceof CarrierKey of) {
      return carrier(of.job(), of.node());
    }
    return others.get(key);
  }

  /** Returns the fact that a fact competes with, or null: that of its key, which is not made. */
  @Nullable Slot rivalOf(Entry entry) {
    if (entry instanceof JobEntry of) {
      return definition(of.job());
    } else if (entry instanceof CarrierEntry of) {
      return carrier(of.job(), of.node());
    }
    return others.get(entry.key());
  }

  private @Nullable Slot definition(String name) {
    JobFacts job = jobs.get(name);
    return job == null ? null : job.definition();
  }

  /** Returns the fact on whether a node carries a job, or null. */
  @Nullable Slot carrier(String name, NodeId node) {
    JobFacts job = jobs.get(name);
    return job == null ? null : job.carrier(node);
  }

  /** Keeps a fact, in place of the one of its key. */
  void put(Slot slot) {
    Entry entry = slot.entry();
    if (entry instanceof JobEntry of) {
      JobFacts job = begun(of.job());
      ofJobs += job.definition() == null ? 1 : 0;
      job.define(slot);
    } else if (entry instanceof CarrierEntry of) {
      JobFacts job = begun(of.job());
      ofJobs += job.carrier(of.node()) == null ? 1 : 0;
      job.putCarrier(slot);
    } else {
      others.put(entry.key(), slot);
    }
  }

  /** Drops the fact of this one's key. */
  void remove(Entry entry) {
    if (entry instanceof JobEntry of) {
      JobFacts job = jobs.get(of.job());
      if (job != null && job.definition() != null) {
        ofJobs--;
        job.define(null);
        dropIfEmpty(of.job(), job);
      }
    } else if (entry instanceof CarrierEntry of) {
      JobFacts job = jobs.get(of.job());
      if (job != null && job.carrier(of.node()) != null) {
        ofJobs--;
        job.removeCarrier(of.node());
        dropIfEmpty(of.job(), job);
      }
    } else {
      others.remove(entry.key());
    }
  }

  private void dropIfEmpty(String name, JobFacts job) {
    if (job.isEmpty()) {
      jobs.remove(name);
    }
  }

  /** Returns what is known of a job, or null. */
  @Nullable JobFacts job(String name) {
    return jobs.get(name);
  }

  /** Returns what is known of a job, which may be nothing yet. */
  JobFacts begun(String name) {
    return jobs.computeIfAbsent(name, any -> new JobFacts());
  }

  /** Returns what is known of each job, in no order; unmodifiable, and changes with these. */
  Collection<JobFacts> jobs() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  /** Returns all facts, in no order. */
  List<Slot> all() {
    List<Slot> all = new ArrayList<>(size());
    jobs.values().forEach(job -> job.each(all::add));
    all.addAll(others.values());
    return List.copyOf(all);
  }
}
