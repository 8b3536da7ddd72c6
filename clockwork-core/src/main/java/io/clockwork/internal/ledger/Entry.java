package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.job.Alarm;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the ledger. Of two facts of one key one supersedes the other, everywhere the same
 * one: each kind has a total order, and merging is taking the greater.
 */
public sealed interface Entry {

  /** What the fact is about; equal keys compete. */
  Object key();

  /**
   * Returns whether this fact replaces the other.
   *
   * @param other a fact of the same key
   */
  boolean supersedes(Entry other);

  /**
   * A job's definition; the later stamp wins.
   *
   * @param job the job's name
   * @param stamp when it was written
   * @param definition what it is; null once removed
   * @param anchor since when its schedule counts
   */
  record JobEntry(String job, Stamp stamp, @Nullable JobDefinition definition, Instant anchor)
      implements Entry {
    @Override
    public Object key() {
      return new JobKey(job);
    }

    @Override
    public boolean supersedes(Entry other) {
      if (!(other instanceof JobEntry that)) {
        return false;
      }
      int order = stamp.compareTo(that.stamp);
      // Nobody writes two facts under one stamp; if it came to that, all keep the same one.
      boolean tie = order == 0 && !equals(that);
      return order > 0 || (tie && toString().compareTo(that.toString()) > 0);
    }
  }

  /**
   * Whether a node has a job's code; written by that node alone.
   *
   * @param job the job's name
   * @param node who
   * @param version rises with each change
   * @param carried whether it has the code now
   */
  record CarrierEntry(String job, NodeId node, long version, boolean carried) implements Entry {
    @Override
    public Object key() {
      return new CarrierKey(job, node);
    }

    @Override
    public boolean supersedes(Entry other) {
      return other instanceof CarrierEntry that
          && (version > that.version || (version == that.version && carried && !that.carried));
    }
  }

  /**
   * A run; it only moves forward.
   *
   * @param run the run
   */
  record RunEntry(Run run) implements Entry {
    @Override
    public Object key() {
      return run.id();
    }

    @Override
    public boolean supersedes(Entry other) {
      return other instanceof RunEntry that && RunOrder.compare(run, that.run) > 0;
    }
  }

  /**
   * A node announced that it leaves; nothing takes that back.
   *
   * @param node who
   */
  record Farewell(NodeId node) implements Entry {
    @Override
    public Object key() {
      return new FarewellKey(node);
    }

    @Override
    public boolean supersedes(Entry other) {
      return false;
    }
  }

  /**
   * An alarm; of two of one kind and subject the earlier counts, as the later is about the same.
   *
   * @param alarm the alarm
   */
  record AlarmEntry(Alarm alarm) implements Entry {
    private static final Comparator<Alarm> ORDER =
        Comparator.comparing(Alarm::at).thenComparing(Alarm::member).thenComparing(Alarm::text);

    @Override
    public Object key() {
      return new AlarmKey(alarm.kind(), alarm.subject());
    }

    @Override
    public boolean supersedes(Entry other) {
      return other instanceof AlarmEntry that && ORDER.compare(alarm, that.alarm) < 0;
    }
  }

  /** Key of an {@link AlarmEntry}. */
  record AlarmKey(Alarm.Kind kind, String subject) {}

  /** Key of a {@link JobEntry}. */
  record JobKey(String job) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JobKey that && job.equals(that.job);
    }

    @Override
    public int hashCode() {
      return job.hashCode();
    }
  }

  /** Key of a {@link CarrierEntry}. */
  record CarrierKey(String job, NodeId node) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof CarrierKey that && job.equals(that.job) && node.equals(that.node);
    }

    @Override
    public int hashCode() {
      return job.hashCode() * 31 + node.hashCode();
    }
  }

  /** Key of a {@link Farewell}. */
  record FarewellKey(NodeId node) {
    /** Checks that a node is named. */
    public FarewellKey {
      Objects.requireNonNull(node, "node");
    }
  }
}
