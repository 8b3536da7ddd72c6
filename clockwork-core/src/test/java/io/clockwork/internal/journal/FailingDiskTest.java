package io.clockwork.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.job.Durability;
import io.clockwork.job.JournalException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingDiskTest {
  private final TestDisk disk = new TestDisk();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000, 100_000})
  void write_onAFullDisk_failsFromThereOnAndCorruptsNothing(long room) {
    Map<String, String> durable = new TreeMap<>();
    try (Journal journal = Books.open(directory, Durability.SYNC, Books.on(disk::name))) {
      Books.write(journal, Books.batch("before", "1"));
      durable.put("before", "1");
      disk.room(room);
      CompletableFuture<Void> written = Books.writing(journal, Books.batch("0", "x"));
      int count = 0;
      while (succeeds(written)) {
        durable.put("" + count, "x");
        count++;
        written = Books.writing(journal, Books.batch("" + count, "x"));
      }
      assertThat(count).isLessThan(100);
      // Even if there is room again: what was promised in between is unknown.
      disk.room(Long.MAX_VALUE);
      assertThat(succeeds(Books.writing(journal, new Batch()))).isFalse();
    }
    assertThat(Books.read(directory)).isEqualTo(durable);
  }

  @Test
  void write_onADiskThatCannotSync_isNotDurable() {
    try (Journal journal = Books.open(directory, Durability.SYNC, Books.on(disk::name))) {
      disk.failSyncs();
      CompletableFuture<Void> written = Books.writing(journal, Books.batch("a", "1"));
      assertThatThrownBy(() -> Books.await(written)).hasRootCauseMessage("Input/output error");
    }
  }

  @Test
  void write_underAsyncOnAFullDisk_failsAfterItWasCalledDurable() {
    try (Journal journal = Books.open(directory, Durability.ASYNC, Books.on(disk::name))) {
      disk.room(0);
      CompletableFuture<Throwable> failed = new CompletableFuture<>();
      CompletableFuture<Void> durable = new CompletableFuture<>();
      journal.write(Books.batch("a", "1"), () -> durable.complete(null), failed::complete);
      assertThat(durable).isDone();
      assertThat(Books.await(failed)).hasRootCauseMessage("No space left on device");
    }
  }

  @Test
  void rewrite_withoutRoom_goesOnInTheOldFile() {
    FileJournal.Tuning eager = new FileJournal.Tuning(100_000, disk::name);
    Batch large = new Batch();
    large.put(Key.of(Kind.FACT, "large"), new byte[60_000]);
    try (Journal journal = Books.open(directory, Durability.SYNC, eager)) {
      Books.write(journal, large);
      // Room for many small commits, but not for all of it once more.
      disk.room(90_000);
      for (int i = 0; i < 8; i++) {
        Books.write(journal, Books.batch("k", "" + i));
      }
    }
    assertThat(directory.resolve("journal-1.mv")).exists();
    assertThat(Books.read(directory)).containsEntry("k", "7").containsKey("large");
  }

  @Test
  void open_onAFullDisk_isRefusedAndLeavesWhatIsThere() {
    try (Journal journal = Books.open(directory)) {
      Books.write(journal, Books.batch("a", "1"));
    }
    disk.room(100);
    assertThatThrownBy(() -> Books.open(directory, Durability.SYNC, Books.on(disk::name)))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(directory.toString(), "has room");
    assertThat(Books.read(directory)).containsOnlyKeys("a");
  }

  private static boolean succeeds(CompletableFuture<Void> written) {
    try {
      Books.await(written);
      return true;
    } catch (java.util.concurrent.CompletionException e) {
      return false;
    }
  }
}
