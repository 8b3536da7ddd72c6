package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Ledger;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings peers up to date: packs what a peer has not heard, as it is at one moment, and sends it in
 * frames of moderate size, one after the other.
 *
 * <p>Only the last frame carries a digest. A part of the facts proves nothing of what was heard: a
 * write may live on only in the fact that superseded it, which may be in a part not sent yet.
 */
final class Parcels {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int TRIES = 3;

  /** What one peer lacked at one moment. */
  record Parcel(List<List<Slot>> chunks, Digest digest) {
    boolean isEmpty() {
      return chunks.isEmpty();
    }

    Facts facts(@Nullable ViewId view, int chunk, Instant at) {
      boolean last = chunk >= chunks.size() - 1;
      List<Slot> slots = chunks.isEmpty() ? List.of() : chunks.get(chunk);
      return new Facts(view, slots, last, last ? digest : Digest.EMPTY, at);
    }
  }

  private final Context context;
  private final int chunkSize;

  Parcels(Context context, int chunkSize) {
    this.context = context;
    this.chunkSize = chunkSize;
  }

  /** Packs what is known here and a peer has not heard. */
  Parcel pack(Digest theirs) {
    Ledger ledger = context.ledger;
    List<Slot> missing = new ArrayList<>(ledger.missing(theirs));
    missing.sort(Comparator.comparing(Slot::origin).thenComparingLong(Slot::seq));
    List<List<Slot>> chunks = new ArrayList<>();
    List<Slot> chunk = new ArrayList<>();
    int size = 0;
    for (Slot slot : missing) {
      int more = Codec.sizeOf(slot);
      if (!chunk.isEmpty() && size + more > chunkSize) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        size = 0;
      }
      chunk.add(slot);
      size += more;
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    return new Parcel(chunks, ledger.digest());
  }

  /**
   * Sends a parcel to a peer.
   *
   * @param view the handover that this belongs to; null if none
   * @param wanted asked before each frame; if not so, nothing more happens
   * @param done told whether all of it was taken
   */
  void send(
      NodeId to,
      @Nullable ViewId view,
      Parcel parcel,
      BooleanSupplier wanted,
      Consumer<Boolean> done) {
    send(to, view, parcel, 0, TRIES, wanted, done);
  }

  private void send(
      NodeId to,
      @Nullable ViewId view,
      Parcel parcel,
      int chunk,
      int tries,
      BooleanSupplier wanted,
      Consumer<Boolean> done) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    Facts facts = parcel.facts(view, chunk, context.wall());
    context.ask(
        to,
        facts,
        TIMEOUT,
        frame -> {
          if (!(frame instanceof Ack)) {
            if (tries > 1) {
              send(to, view, parcel, chunk, tries - 1, wanted, done);
            } else {
              done.accept(false);
            }
          } else if (facts.last()) {
            done.accept(true);
          } else {
            send(to, view, parcel, chunk + 1, TRIES, wanted, done);
          }
        });
  }
}
