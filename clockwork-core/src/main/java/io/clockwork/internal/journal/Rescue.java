package io.clockwork.internal.journal;

import io.clockwork.internal.journal.State.NewerFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Finds the newest state in a file that is whole. MVStore goes back by itself where a commit was
 * torn; where one is complete but not as it was written, the file is cut before it, in a copy, and
 * read again: since files are only appended to, what is left is the file as it was then.
 */
final class Rescue {
  private static final int BLOCK = 4096;
  private static final byte[] CHUNK = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

  /** Each costs a reading of the whole file; a file hardly ever has as many commits. */
  private static final int STEPS = 2_000;

  private final UnaryOperator<String> disk;

  Rescue(UnaryOperator<String> disk) {
    this.disk = disk;
  }

  /**
   * Reads the newest whole state.
   *
   * @param copy where a copy may lie meanwhile
   * @throws DamagedException if there is none, with what was wrong with the newest
   */
  Snapshot read(Path file, Path copy) throws DamagedException, NewerFormatException {
    try {
      return Reader.read(disk.apply(file.toString()));
    } catch (DamagedException newest) {
      try {
        if (Files.size(file) == 0) {
          throw new DamagedException("is empty", newest);
        }
        return readCut(file, copy, newest);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Snapshot readCut(Path file, Path copy, DamagedException newest)
      throws IOException, DamagedException, NewerFormatException {
    Layout.createFile(copy);
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      for (long at = 0; at < from.size(); ) {
        at += from.transferTo(at, from.size() - at, to);
      }
      int steps = STEPS;
      for (long block = (from.size() - 1) / BLOCK; block >= 2 && steps > 0; block--) {
        if (startsCommit(from, block * BLOCK)) {
          steps--;
          to.truncate(block * BLOCK);
          try {
            return Reader.read(disk.apply(copy.toString()));
          } catch (DamagedException older) {
            newest.addSuppressed(older);
          }
        }
      }
      throw newest;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean startsCommit(FileChannel file, long position) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(CHUNK.length);
    return file.read(head, position) == CHUNK.length && Arrays.equals(head.array(), CHUNK);
  }
}
