package io.clockwork.internal.journal;

import io.clockwork.job.Durability;
import io.clockwork.job.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal in a directory: see docs/design/09-journal.md. */
final class FileJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final long CLOSING = 10_000;

  /** With so many batches unwritten, ASYNC waits as well: else memory would fill up. */
  private static final int BACKLOG = 1_000;

  /**
   * What tests set otherwise.
   *
   * @param rewriteAbove a file shorter than this is never replaced, in bytes
   * @param disk from a file's name to the name by which MVStore opens it
   */
  record Tuning(long rewriteAbove, UnaryOperator<String> disk) {
    static final Tuning DEFAULT = new Tuning(4 << 20, UnaryOperator.identity());
  }

  private final AtomicReference<@Nullable Contents> contents;
  private final Durability durability;

  /** Batches under ASYNC whose callers wait; those after them must not overtake them. */
  private final AtomicInteger heldBack = new AtomicInteger();

  private final Mark mark;
  private final Writer writer;
  private final Thread thread;

  private FileJournal(
      Contents contents, Durability durability, Mark mark, Writer writer, String member) {
    this.contents = new AtomicReference<>(contents);
    this.durability = durability;
    this.mark = mark;
    this.writer = writer;
    this.thread = new Thread(writer, "clockwork-journal-" + member);
    thread.setDaemon(true);
    thread.start();
  }

  static FileJournal open(
      Path directory, Owner owner, Durability durability, Clock clock, Tuning tuning) {
    Layout layout = new Layout(directory);
    try {
      Mark mark = Mark.lock(layout.mark());
      try {
        Opening.Opened opened = new Opening(layout, owner, mark, clock, tuning.disk()).open();
        Generations generations =
            new Generations(layout, tuning, opened.generation(), opened.number());
        return new FileJournal(
            opened.contents(),
            durability,
            mark,
            new Writer(generations, mark, durability),
            owner.member());
      } catch (IOException | RuntimeException | Error e) {
        mark.close();
        throw e;
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new JournalException(
          "The journal in "
              + directory
              + " cannot be opened ("
              + e
              + "); see to it that this user can read and write there and that the disk has room",
          e);
    }
  }

  @Override
  public Contents load() {
    Contents once = contents.getAndSet(null);
    if (once == null) {
      throw new IllegalStateException("The journal's contents were handed out before");
    }
    return once;
  }

  @Override
  public void write(Batch batch, Runnable durable, Consumer<Throwable> failed) {
    if (durability == Durability.SYNC) {
      writer.put(new Writer.Waiting(batch, durable, failed));
    } else if (writer.failed() || heldBack.get() > 0 || writer.waiting() >= BACKLOG) {
      heldBack.incrementAndGet();
      Runnable release = heldBack::decrementAndGet;
      writer.put(
          new Writer.Waiting(
              batch,
              () -> both(durable, release),
              cause -> both(() -> failed.accept(cause), release)));
    } else {
      durable.run();
      writer.put(new Writer.Waiting(batch, () -> {}, failed));
    }
  }

  private static void both(Runnable first, Runnable then) {
    try {
      first.run();
    } finally {
      then.run();
    }
  }

  @Override
  public void close() {
    writer.stop();
    boolean ended = false;
    try {
      thread.join(CLOSING);
      ended = !thread.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      // The lock stays: the thread may yet write, so nobody else may open the directory.
      LOG.error("The journal's thread {} still waits for the disk; left alone", thread.getName());
      return;
    }
    try {
      mark.close();
    } catch (IOException e) {
      LOG.warn("The journal's lock was not released properly", e);
    }
  }
}
