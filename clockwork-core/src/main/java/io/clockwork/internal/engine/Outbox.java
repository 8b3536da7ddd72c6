package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame.News;
import java.util.ArrayList;
import java.util.List;

/**
 * What this node wrote and has not told yet; one frame for all that one batch of inputs brought.
 */
final class Outbox {
  private final NodeId self;
  private final Ports ports;
  private final int chunkSize;
  private final List<Slot> pending = new ArrayList<>();

  Outbox(NodeId self, Ports ports, int chunkSize) {
    this.chunkSize = chunkSize;
    this.self = self;
    this.ports = ports;
  }

  void add(Slot slot) {
    pending.add(slot);
  }

  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    long first = pending.get(0).seq();
    int size = 0;
    for (Slot slot : pending) {
      int more = Codec.sizeOf(slot);
      if (size > 0 && size + more > chunkSize) {
        ports.multicast(new News(self, first, entries));
        entries = new ArrayList<>();
        first = slot.seq();
        size = 0;
      }
      entries.add(slot.entry());
      size += more;
    }
    ports.multicast(new News(self, first, entries));
    pending.clear();
  }
}
