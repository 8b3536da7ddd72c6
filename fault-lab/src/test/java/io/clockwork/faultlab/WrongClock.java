package io.clockwork.faultlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** A process's wall clock, which a test can set wrong while the process runs, by skew.c. */
final class WrongClock {
  private final Path file;

  WrongClock(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Returns the environment of a process that is to have this clock; it begins right. */
  Map<String, String> environment() {
    jump(Duration.ZERO);
    return Map.of("LD_PRELOAD", Compiled.SKEW.toString(), "SKEW_FILE", file.toString());
  }

  /** Sets it wrong by so much from now on: to the future if positive. */
  void jump(Duration by) {
    ByteBuffer micros = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    micros.putLong(0, Math.multiplyExact(by.toMillis(), 1000L));
    try {
      // In place, in one write: the processes have the file mapped.
      Files.write(file, micros.array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
