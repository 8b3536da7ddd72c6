package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one job, side by side: there may be many jobs, and a map for each kind of fact
 * would cost each of them more than the facts do.
 */
final class JobFacts {
  private static final Slot[] NONE = {};

  private @Nullable Slot definition;

  /** One for each node of which is known whether it carries the job, in the nodes' order. */
  private Slot[] carrierSlots = NONE;

  private Set<NodeId> carriers = Set.of();
  private @Nullable History history;

  boolean isEmpty() {
    return definition == null && carrierSlots.length == 0 && history == null;
  }

  @Nullable Slot definition() {
    return definition;
  }

  /** Returns the definition's fact, also of a job that was removed; null if there is none. */
  @Nullable JobEntry entry() {
    Slot slot = definition;
    return slot == null ? null : (JobEntry) slot.entry();
  }

  void define(@Nullable Slot slot) {
    definition = slot;
  }

  /** Returns who carries the job; unmodifiable. */
  Set<NodeId> carriers() {
    return carriers;
  }

  void carriedBy(Set<NodeId> nodes) {
    carriers = nodes;
  }

  @Nullable History history() {
    return history;
  }

  /** Returns the history, a new one if there was none. */
  History begunHistory() {
    History begun = history;
    if (begun == null) {
      begun = new History();
      history = begun;
    }
    return begun;
  }

  @Nullable Slot carrier(NodeId node) {
    int at = find(node);
    return at < 0 ? null : carrierSlots[at];
  }

  void putCarrier(Slot slot) {
    int at = find(node(slot));
    if (at >= 0) {
      carrierSlots[at] = slot;
      return;
    }
    int to = -at - 1;
    Slot[] more = Arrays.copyOf(carrierSlots, carrierSlots.length + 1);
    System.arraycopy(carrierSlots, to, more, to + 1, carrierSlots.length - to);
    more[to] = slot;
    carrierSlots = more;
  }

  void removeCarrier(NodeId node) {
    int at = find(node);
    if (at >= 0) {
      Slot[] fewer = Arrays.copyOf(carrierSlots, carrierSlots.length - 1);
      System.arraycopy(carrierSlots, at + 1, fewer, at, fewer.length - at);
      carrierSlots = fewer;
    }
  }

  /** Hands over the facts of the definition and of who carries the job. */
  void each(Consumer<Slot> facts) {
    if (definition != null) {
      facts.accept(definition);
    }
    for (Slot carrier : carrierSlots) {
      facts.accept(carrier);
    }
  }

  private int find(NodeId node) {
    int low = 0;
    int high = carrierSlots.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = node(carrierSlots[middle]).compareTo(node);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private static NodeId node(Slot slot) {
    return ((CarrierEntry) slot.entry()).node();
  }
}
