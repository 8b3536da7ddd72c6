package io.clockwork.internal.journal;

import io.clockwork.job.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is locked while the journal is open, and says up to which commit all is on the
 * disk. A journal cut at the end of a commit looks whole; only the mark can tell that it is not. It
 * is written after each sync and not synced itself, so after a crash of the machine it may be
 * behind, which only means that it notices less.
 */
final class Mark implements AutoCloseable {
  private static final long MAGIC = 0x636c6f636b6d726bL; // "clockmrk"
  private static final int SLOT = 512;
  private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final FileChannel file;
  private final FileLock lock;
  private final long found;
  private int slot;

  private Mark(FileChannel file, FileLock lock) throws IOException {
    this.file = file;
    this.lock = lock;
    long first = read(0);
    long second = read(SLOT);
    this.found = Math.max(first, second);
    this.slot = first >= second ? 1 : 0;
  }

  /**
   * Locks the file, which is created if need be.
   *
   * @throws JournalException if another process, or another journal of this one, has it locked
   */
  static Mark lock(Path path) throws IOException {
    if (!Files.exists(path)) {
      Layout.createFile(path);
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(file);
      if (lock == null) {
        throw new JournalException(
            "The journal's directory "
                + path.getParent()
                + " is in use by another process; give each member a directory of its own");
      }
      return new Mark(file, lock);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Returns the commit that it named when it was opened; 0 if none. */
  long found() {
    return found;
  }

  void write(long sequence) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(sequence);
    bytes.putInt(crc(bytes.array())).flip();
    // The two slots take turns, so that one is whole if the other is torn.
    long at = (long) slot * SLOT;
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position());
    }
    slot = 1 - slot;
  }

  void sync() throws IOException {
    file.force(true);
  }

  private long read(long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
      // Until it is full or the file ends.
    }
    if (bytes.hasRemaining()) {
      return 0;
    }
    bytes.flip();
    long magic = bytes.getLong();
    long sequence = bytes.getLong();
    return magic == MAGIC && bytes.getInt() == crc(bytes.array()) ? Math.max(sequence, 0) : 0;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 2 * Long.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      lock.release();
      file.close();
    }
  }
}
