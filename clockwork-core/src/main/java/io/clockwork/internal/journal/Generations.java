package io.clockwork.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that is being written, replaced when it has grown to several times what it has. */
final class Generations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final int GROWTH = 4;

  private final Layout layout;
  private final FileJournal.Tuning tuning;
  private Generation current;
  private long number;
  private long limit;

  Generations(Layout layout, FileJournal.Tuning tuning, Generation current, long number) {
    this.layout = layout;
    this.tuning = tuning;
    this.current = current;
    this.number = number;
    this.limit = limit();
  }

  private long limit() {
    return Math.max(tuning.rewriteAbove(), GROWTH * current.length());
  }

  Generation current() {
    return current;
  }

  /** Goes over to a new file, which has all that was committed, if the time has come. */
  void tidy() {
    if (current.length() <= limit) {
      return;
    }
    Path old = layout.generation(number);
    Path fresh = layout.generation(number + 1);
    try {
      Generation next = create(fresh);
      current.close();
      current = next;
      number++;
      limit = limit();
      Files.deleteIfExists(old);
    } catch (IOException | RuntimeException e) {
      // What is there is whole, so it is written on; there may be room later.
      limit *= 2;
      LOG.warn(
          "The journal's file {} could not be rewritten; it goes on growing, and is tried again"
              + " at {} bytes",
          old,
          limit,
          e);
    }
  }

  private Generation create(Path fresh) throws IOException {
    List<Record> records = current.records();
    Layout.createFile(fresh);
    try {
      Generation next =
          Generation.create(tuning.disk().apply(fresh.toString()), current.state(), records);
      try {
        layout.sync();
      } catch (IOException e) {
        next.close();
        throw e;
      }
      return next;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  @Override
  public void close() {
    current.close();
  }
}
