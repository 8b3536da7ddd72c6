package io.clockwork.internal.engine;

import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node wrote and has not told yet.
 *
 * <p>It is told at once, unless something was told just before; then it waits until that is a
 * moment ago, so that who writes much sends few frames. That a run began waits for that moment in
 * any case: mostly nobody needs to know it, and a short run has ended by then, so that its
 * beginning is never told alone.
 */
final class Outbox {
  /** So long after the last frame the next may be sent. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** So many writes do not wait any longer. */
  private static final int MANY = 256;

  private final Context context;
  private final int chunkSize;
  private final List<Slot> written = new ArrayList<>();

  /** The write that is to be told of each fact. */
  private final Map<Object, Slot> latest = new HashMap<>();

  private boolean urgent;
  private long since;
  private long sent = Long.MIN_VALUE;
  private Timers.@Nullable Timer timer;

  Outbox(Context context, int chunkSize) {
    this.context = context;
    this.chunkSize = chunkSize;
  }

  void add(Slot slot) {
    if (written.isEmpty()) {
      since = context.now().nanos();
    }
    written.add(slot);
    latest.put(fact(slot), slot);
    urgent |= !(slot.entry() instanceof RunEntry run && run.run().state() == RunState.RUNNING);
  }

  /** That a job was removed is told even if it is there again: who carried it lets go of it. */
  private static Object fact(Slot slot) {
    return slot.entry() instanceof JobEntry ? slot : slot.entry().key();
  }

  /** Sends what is to be told by now. */
  void flush() {
    if (written.isEmpty()) {
      return;
    }
    long from = urgent ? sent : since;
    boolean wait = from != Long.MIN_VALUE && context.now().nanos() - from < MOMENT.toNanos();
    if (!wait || written.size() >= MANY) {
      send();
    } else if (timer == null) {
      Duration left = Duration.ofNanos(from + MOMENT.toNanos() - context.now().nanos());
      timer = context.after(left, () -> timer = null);
    }
  }

  /** Sends everything. */
  void send() {
    if (written.isEmpty()) {
      return;
    }
    if (latest.size() == written.size() || !sendLatest()) {
      sendAll();
    }
    written.clear();
    latest.clear();
    urgent = false;
    sent = context.now().nanos();
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /**
   * Leaves out what later writes supersede, if all of it fits in one frame: who hears that frame
   * has heard all of them, and who does not none.
   */
  private boolean sendLatest() {
    List<Entry> entries = new ArrayList<>(latest.size());
    List<Range> leftOut = new ArrayList<>();
    int size = 0;
    long gap = 0;
    for (Slot slot : written) {
      if (latest.get(fact(slot)) == slot) {
        if (gap != 0) {
          leftOut.add(new Range(gap, slot.seq() - 1));
          gap = 0;
        }
        entries.add(slot.entry());
        size += Codec.sizeOf(slot.entry());
      } else if (gap == 0) {
        gap = slot.seq();
      }
    }
    if (size > chunkSize) {
      return false;
    }
    context.ports.multicast(new News(context.me(), written.get(0).seq(), entries, leftOut));
    return true;
  }

  private void sendAll() {
    List<Entry> entries = new ArrayList<>();
    long first = written.get(0).seq();
    int size = 0;
    for (Slot slot : written) {
      int more = Codec.sizeOf(slot.entry());
      if (size > 0 && size + more > chunkSize) {
        context.ports.multicast(new News(context.me(), first, entries));
        entries = new ArrayList<>();
        first = slot.seq();
        size = 0;
      }
      entries.add(slot.entry());
      size += more;
    }
    context.ports.multicast(new News(context.me(), first, entries));
  }
}
