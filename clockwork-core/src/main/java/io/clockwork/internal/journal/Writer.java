package io.clockwork.internal.journal;

import io.clockwork.job.Durability;
import io.clockwork.job.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's thread: takes all that waits at a time, and commits and syncs it at once. */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** How long ASYNC may leave a commit unsynced. */
  private static final long UNSYNCED = TimeUnit.SECONDS.toNanos(1);

  private static final long SLOW = TimeUnit.SECONDS.toNanos(1);
  private static final int GROUP = 10_000;

  record Waiting(Batch batch, Runnable durable, Consumer<Throwable> failed) {}

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Waiting end = new Waiting(new Batch(), () -> {}, cause -> {});
  private final Generations generations;
  private final Mark mark;
  private final Durability durability;

  /** Whether something is committed and not synced, and since when. */
  private boolean unsynced;

  private long unsyncedSince;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  Writer(Generations generations, Mark mark, Durability durability) {
    this.generations = generations;
    this.mark = mark;
    this.durability = durability;
  }

  boolean failed() {
    return failure != null;
  }

  int waiting() {
    return queue.size();
  }

  void put(Waiting waiting) {
    queue.add(waiting);
    if (ended) {
      refuse();
    }
  }

  /** Has the thread end when all that waits now is written. */
  void stop() {
    queue.add(end);
  }

  @Override
  public void run() {
    List<Waiting> group = new ArrayList<>();
    boolean ending = false;
    while (!ending) {
      take(group);
      ending = group.removeIf(waiting -> waiting == end);
      write(group, ending);
      group.clear();
      if (failure == null && !ending) {
        // After the callbacks, which need not wait for it.
        generations.tidy();
      }
    }
    generations.close();
    ended = true;
    refuse();
  }

  private void take(List<Waiting> group) {
    try {
      Waiting first =
          unsynced
              ? queue.poll(unsyncedSince + UNSYNCED - System.nanoTime(), TimeUnit.NANOSECONDS)
              : queue.take();
      if (first != null) {
        group.add(first);
        queue.drainTo(group, GROUP - 1);
      }
    } catch (InterruptedException e) {
      // Nobody has reason to: interrupting would close the file in the middle of things.
      LOG.debug("The journal's thread was interrupted and goes on", e);
    }
  }

  private void write(List<Waiting> group, boolean ending) {
    try {
      if (failure == null) {
        commit(group);
        if (unsynced && (durability == Durability.SYNC || ending || overdue())) {
          sync();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      LOG.error("The journal cannot be written; nothing more is promised by this member", e);
    }
    Throwable cause = failure;
    for (Waiting waiting : group) {
      guarded(cause == null ? waiting.durable() : () -> waiting.failed().accept(cause));
    }
  }

  private void commit(List<Waiting> group) {
    List<Batch> batches = new ArrayList<>(group.size());
    for (Waiting waiting : group) {
      if (!waiting.batch().isEmpty()) {
        batches.add(waiting.batch());
      }
    }
    if (batches.isEmpty()) {
      return;
    }
    generations.current().commit(batches);
    if (!unsynced) {
      unsynced = true;
      unsyncedSince = System.nanoTime();
    }
  }

  private boolean overdue() {
    return System.nanoTime() - unsyncedSince >= UNSYNCED;
  }

  private void sync() throws IOException {
    long start = System.nanoTime();
    generations.current().sync();
    mark.write(generations.current().state().sequence());
    unsynced = false;
    long took = System.nanoTime() - start;
    if (took > SLOW) {
      LOG.warn("The journal's disk took {} ms", TimeUnit.NANOSECONDS.toMillis(took));
    }
  }

  private void refuse() {
    for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
      Consumer<Throwable> failed = late.failed();
      guarded(() -> failed.accept(new JournalException("The journal is closed")));
    }
  }

  /** What follows from a batch must not keep the next one from being written. */
  private static void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      LOG.error("What was to follow a write to the journal failed; please report this", e);
    }
  }
}
