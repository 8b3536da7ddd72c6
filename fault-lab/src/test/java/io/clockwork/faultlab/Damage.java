package io.clockwork.faultlab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages a journal while no process has it open. */
final class Damage {
  private static final int MOST_FLIPS = 8;
  private static final int BITS = 8;

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  /** Cuts a file of it short or flips bits in it, at random; returns what it did. */
  String inflict(Path journal) {
    List<Path> files = files(journal).filter(file -> file.toFile().length() > 0).toList();
    if (files.isEmpty()) {
      throw new AssertionError("void: there is no journal in " + journal);
    }
    Path file = files.get(random.nextInt(files.size()));
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      if (random.nextBoolean()) {
        long length = random.nextLong(bytes.length());
        String done = "%s cut from %d to %d bytes".formatted(file, bytes.length(), length);
        bytes.setLength(length);
        return done;
      }
      int flips = 1 + random.nextInt(MOST_FLIPS);
      long last = 0;
      for (int n = 0; n < flips; n++) {
        last = random.nextLong(bytes.length());
        bytes.seek(last);
        int was = bytes.read();
        bytes.seek(last);
        bytes.write(was ^ 1 << random.nextInt(BITS));
      }
      return "%s of %d bytes with %d bits flipped, the last in byte %d"
          .formatted(file, bytes.length(), flips, last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a journal: its member has lost its disk. */
  static void remove(Path journal) {
    files(journal).forEach(file -> file.toFile().delete());
  }

  private static Stream<Path> files(Path journal) {
    try (Stream<Path> all = Files.walk(journal)) {
      return all.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
