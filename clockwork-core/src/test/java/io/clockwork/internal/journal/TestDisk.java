package io.clockwork.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A disk that keeps an account of what was written and synced, so that a loss of power can be
 * played at any moment of it, and that fails when it is told to.
 */
final class TestDisk {
  /** Which disk a file was named for. */
  private static final Map<String, TestDisk> DISKS = new ConcurrentHashMap<>();

  private static final int SECTOR = 512;

  static {
    FilePath.register(new Wrapper());
  }

  /** Bytes that were written; null for a sync of the file. */
  private record Step(String file, long at, byte @Nullable [] bytes) {}

  private final List<Step> steps = new ArrayList<>();
  private long room = Long.MAX_VALUE;
  private boolean syncFails;

  /** Returns the name by which MVStore opens the file on this disk. */
  String name(String file) {
    DISKS.put(file, this);
    return "testdisk:" + file;
  }

  /** From now on only so many bytes can be written. */
  synchronized void room(long bytes) {
    room = bytes;
  }

  synchronized void failSyncs() {
    syncFails = true;
  }

  /** Waits for a sync beyond the first so many steps. */
  synchronized void awaitSyncAfter(int before) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (steps.stream().skip(before).noneMatch(step -> step.bytes() == null)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("no sync in 30 s");
      }
      wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }
  }

  /** Returns how much has happened. */
  synchronized int steps() {
    return steps.size();
  }

  /**
   * Lays out what a loss of power after so many steps can have left: all that was synced, and of
   * the rest any sectors.
   */
  synchronized void lose(int upTo, Random random, Path directory) throws IOException {
    Map<String, Integer> synced = new ConcurrentHashMap<>();
    for (int i = 0; i < upTo; i++) {
      if (steps.get(i).bytes() == null) {
        synced.put(steps.get(i).file(), i);
      }
    }
    for (int i = 0; i < upTo; i++) {
      Step step = steps.get(i);
      Path file = directory.resolve(String.valueOf(Path.of(step.file()).getFileName()));
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      if (step.bytes() != null) {
        boolean whole = i < synced.getOrDefault(step.file(), -1);
        int luck = random.nextInt(3);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
          for (int from = 0; from < step.bytes().length; from += SECTOR) {
            if (whole || luck == 0 || (luck == 1 && random.nextBoolean())) {
              int length = Math.min(SECTOR, step.bytes().length - from);
              out.write(ByteBuffer.wrap(step.bytes(), from, length), step.at() + from);
            }
          }
        }
      }
    }
  }

  private synchronized void written(String file, long at, byte[] bytes) throws IOException {
    if (room < bytes.length) {
      throw new IOException("No space left on device");
    }
    room -= bytes.length;
    steps.add(new Step(file, at, bytes));
  }

  private synchronized void synced(String file) throws IOException {
    if (syncFails) {
      throw new IOException("Input/output error");
    }
    steps.add(new Step(file, 0, null));
    notifyAll();
  }

  /** MVStore's way in, which creates it by reflection. */
  public static final class Wrapper extends FilePathWrapper {
    public Wrapper() {}

    @Override
    public String getScheme() {
      return "testdisk";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      String file = getBase().toString();
      return new Channel(getBase().open(mode), DISKS.get(file), file);
    }
  }

  private static final class Channel extends FileBase {
    private final FileChannel base;
    private final TestDisk disk;
    private final String file;

    Channel(FileChannel base, TestDisk disk, String file) {
      this.base = base;
      this.disk = disk;
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer src, long position) throws IOException {
      byte[] bytes = new byte[src.remaining()];
      src.duplicate().get(bytes);
      try {
        disk.written(file, position, bytes);
      } catch (IOException e) {
        // A full disk takes the beginning.
        base.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2), position);
        throw e;
      }
      return base.write(src, position);
    }

    @Override
    public synchronized int read(ByteBuffer dst, long position) throws IOException {
      return base.read(dst, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.synced(file);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public long position() throws IOException {
      return base.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
      base.position(newPosition);
      return this;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
      return base.read(dst);
    }

    @Override
    public int write(ByteBuffer src) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new UnsupportedOperationException("The journal only appends");
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
