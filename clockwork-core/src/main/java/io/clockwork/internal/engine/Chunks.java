package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts what a peer has not heard into frames, each of which brings it forward for good. */
final class Chunks {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::origin).thenComparingLong(Slot::seq);

  private Chunks() {}

  /**
   * Returns the next frame for a peer.
   *
   * @param ledger what is known here
   * @param theirs what the peer has heard
   * @param view the handover that this belongs to; null if none
   */
  static Facts next(Ledger ledger, Digest theirs, @Nullable ViewId view) {
    List<Slot> missing = ledger.missing(theirs);
    missing.sort(ORDER);
    List<Slot> chunk = new ArrayList<>();
    int size = 0;
    for (Slot slot : missing) {
      int more = Codec.sizeOf(slot);
      if (!chunk.isEmpty() && size + more > Outbox.CHUNK) {
        break;
      }
      chunk.add(slot);
      size += more;
    }
    Digest mine = ledger.digest();
    boolean last = chunk.size() == missing.size();
    return new Facts(view, chunk, last, last ? mine : after(theirs, mine, chunk, missing));
  }

  /**
   * Returns what the peer has heard after the chunk: all of the origins before the last one in it,
   * and of that one as far as the chunk goes.
   */
  private static Digest after(Digest theirs, Digest mine, List<Slot> chunk, List<Slot> missing) {
    Slot lastSent = chunk.get(chunk.size() - 1);
    NodeId nextOrigin = missing.get(chunk.size()).origin();
    Map<NodeId, Long> heard = new HashMap<>(theirs.heard());
    for (Slot slot : chunk) {
      if (!slot.origin().equals(nextOrigin)) {
        heard.merge(slot.origin(), mine.of(slot.origin()), Math::max);
      }
    }
    if (lastSent.origin().equals(nextOrigin)) {
      heard.merge(nextOrigin, Math.min(lastSent.seq(), mine.of(nextOrigin)), Math::max);
    }
    return new Digest(heard);
  }
}
