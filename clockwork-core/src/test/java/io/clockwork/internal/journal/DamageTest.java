package io.clockwork.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged file is read as the state after one of its commits, or not at all. By default one byte
 * in 61, beginning at a random one; {@code -Dclockwork.damage=1} takes each.
 */
class DamageTest {
  private static final int STRIDE = Integer.getInteger("clockwork.damage", 61);
  private static final int COMMITS = 8;

  private final Random random = new Random();
  private final Map<Long, Map<String, String>> states = new HashMap<>();

  @TempDir Path directory;

  private byte[] whole = new byte[0];
  private Path file = Path.of("");
  private int refused;
  private int older;

  @BeforeEach
  void write() throws IOException {
    Map<String, String> model = new TreeMap<>();
    try (Journal journal = Books.open(directory)) {
      states.put(1L, Map.of());
      for (long commit = 2; commit < 2 + COMMITS; commit++) {
        Books.write(journal, Books.random(random, model));
        states.put(commit, Map.copyOf(model));
      }
    }
    file = directory.resolve("journal-1.mv");
    whole = Files.readAllBytes(file);
  }

  @Test
  void read_ofAFileCutAnywhere_isAnEarlierStateOrRefused() throws Exception {
    for (int length = whole.length - 1 - random.nextInt(STRIDE); length >= 0; length -= STRIDE) {
      Files.write(file, Arrays.copyOf(whole, length));
      check("cut to " + length);
    }
    assertThat(older).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void read_ofAFileWithAnyByteFlipped_isOneOfItsStatesOrRefused() throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = random.nextInt(STRIDE); at < whole.length; at += STRIDE) {
        channel.write(ByteBuffer.wrap(new byte[] {flipped(whole[at])}), at);
        check("flipped at " + at);
        channel.write(ByteBuffer.wrap(whole, at, 1), at);
      }
    }
    assertThat(older).isPositive();
  }

  private byte flipped(byte old) {
    return (byte) (old ^ (1 + random.nextInt(255)));
  }

  private void check(String what) throws Exception {
    try {
      Snapshot read =
          new Rescue(UnaryOperator.identity()).read(file, directory.resolve("journal.copy"));
      long sequence = read.state().sequence();
      assertThat(states).as(what).containsKey(sequence);
      assertThat(Books.contents(new Contents(read.records(), Books.NOW, 0)))
          .as(what)
          .isEqualTo(states.get(sequence));
      if (sequence < 1 + COMMITS) {
        older++;
      }
    } catch (DamagedException e) {
      refused++;
    }
  }

  @Test
  void open_withADamagedLastCommit_tellsThatSomethingIsLost() throws Exception {
    int last = lastChunk();
    Arrays.fill(whole, last + 100, last + 600, (byte) 7);
    Files.write(file, whole);
    try (Journal journal = Books.open(directory)) {
      Contents contents = journal.load();
      assertThat(contents.lost()).isEqualTo(1);
      assertThat(Books.contents(contents)).isEqualTo(states.get((long) COMMITS));
    }
    assertThat(directory.resolve("journal.damaged")).hasBinaryContent(whole);
  }

  @Test
  void open_withNothingWhole_isRefusedAndKeepsTheFile() throws Exception {
    Arrays.fill(whole, (byte) 7);
    Files.write(file, whole);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Books.open(directory))
        .isInstanceOf(io.clockwork.job.JournalException.class)
        .hasMessageContainingAll(file.toString(), "move the directory", "does not vote");
    assertThat(file).hasBinaryContent(whole);
  }

  private int lastChunk() {
    int found = -1;
    for (int block = 2 * 4096; block < whole.length; block += 4096) {
      if (whole[block] == 'c' && whole[block + 1] == 'h' && whole[block + 2] == 'u') {
        found = block;
      }
    }
    return found;
  }
}
