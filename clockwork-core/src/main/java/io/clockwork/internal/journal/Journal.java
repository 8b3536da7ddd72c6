package io.clockwork.internal.journal;

import io.clockwork.job.Durability;
import io.clockwork.job.JournalException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A member's ledger and promises on its own disk. After a crash it has the state after some prefix
 * of the batches that were written, and in SYNC mode at least all those said to be durable.
 */
public interface Journal extends AutoCloseable {

  /**
   * Opens the journal of this member, or creates it. Blocks while it reads, checks and rewrites
   * what is there.
   *
   * @param directory created for the owner only if it is missing
   * @throws JournalException if the directory cannot be used, another process has it open, it
   *     belongs to another cluster or member, was written in a newer format, or is damaged so that
   *     no earlier state is left whole. The message says what to do; nothing was changed
   */
  static Journal open(Path directory, String cluster, String member, Durability durability) {
    return FileJournal.open(
        directory,
        new Owner(cluster, member),
        durability,
        Clock.systemUTC(),
        FileJournal.Tuning.DEFAULT);
  }

  /**
   * Hands out what was there when it was opened, once, so that it need not be kept.
   *
   * @throws IllegalStateException at the second call
   */
  Contents load();

  /**
   * Writes a batch. Never blocks for the disk; called by one thread. The callbacks must not block
   * long, since they hold up the next batches.
   *
   * @param durable called once when the batch and all before it are durable, in the order of the
   *     calls: in SYNC mode on the journal's thread, in ASYNC mode before this returns, unless
   *     1,000 batches wait to be written
   * @param failed called, instead of that or in ASYNC mode after it, on the journal's thread, if
   *     the batch could not be written; so are all batches after it
   */
  void write(Batch batch, Runnable durable, Consumer<Throwable> failed);

  /** Writes out what waits, and lets go of the directory; blocks for 10 s at most. */
  @Override
  void close();
}
