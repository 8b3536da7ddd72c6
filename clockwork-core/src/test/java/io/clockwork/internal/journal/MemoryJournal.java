package io.clockwork.internal.journal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, like one in SYNC mode on a disk that writes when it is told to. Not
 * thread-safe: the callbacks come from the thread that calls {@link #sync} or {@link #fail}.
 */
public final class MemoryJournal implements Journal {
  private record Waiting(Batch batch, Runnable durable, Consumer<Throwable> failed) {}

  private final Map<Key, byte[]> disk = new LinkedHashMap<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Instant completeSince;
  private final boolean lying;
  private @Nullable Throwable failure;

  /** Creates an empty one: its member knows all since then. */
  public MemoryJournal(Instant completeSince) {
    this(completeSince, false);
  }

  /** Creates an empty one, which may say at once of all that it is durable, and write it later. */
  public MemoryJournal(Instant completeSince, boolean lying) {
    this.completeSince = completeSince;
    this.lying = lying;
  }

  /** Returns the disk as a crash leaves it now, with the first of the batches that wait. */
  public MemoryJournal crashed(int written) {
    MemoryJournal left = new MemoryJournal(completeSince, lying);
    left.disk.putAll(disk);
    waiting.stream().limit(written).forEach(one -> left.apply(one.batch()));
    return left;
  }

  private void apply(Batch batch) {
    batch.forEach(
        (key, value) -> {
          if (value == null) {
            disk.remove(key);
          } else {
            disk.put(key, value);
          }
        });
  }

  @Override
  public Contents load() {
    List<Record> records = new ArrayList<>();
    disk.forEach((key, value) -> records.add(new Record(key, value)));
    return new Contents(records, completeSince, 0);
  }

  @Override
  public void write(Batch batch, Runnable durable, Consumer<Throwable> failed) {
    waiting.add(new Waiting(batch, lying ? () -> {} : durable, failed));
    if (lying) {
      durable.run();
    }
  }

  /** Returns how many batches wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Has all that waits on the disk, or refused after a failure. */
  public void sync() {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      Throwable cause = failure;
      if (cause == null) {
        apply(one.batch());
        one.durable().run();
      } else {
        one.failed().accept(cause);
      }
    }
  }

  /** Has the disk fail from now on. */
  public void fail(Throwable cause) {
    failure = cause;
    sync();
  }

  @Override
  public void close() {
    sync();
  }
}
