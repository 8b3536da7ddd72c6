package io.clockwork.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.job.Durability;
import io.clockwork.job.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileJournalTest {
  private static final int MEGA = 1 << 20;

  @TempDir Path parent;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void open_afterClose_findsTheLastOfEachKey(Durability durability) {
    Path directory = parent.resolve("journal");
    try (Journal journal = Books.open(directory, durability, FileJournal.Tuning.DEFAULT)) {
      Books.writing(journal, Books.batch("a", "1"));
      Books.writing(journal, Books.batch("b", "1"));
      Books.writing(journal, Books.batch("a", "2"));
      Batch removal = new Batch();
      removal.remove(Key.of(Kind.FACT, "b"));
      removal.put(Key.of(Kind.VOTE, "c"), new byte[0]);
      Books.writing(journal, removal);
    }
    assertThat(Books.read(directory)).isEqualTo(Map.of("a", "2", "c", ""));
  }

  @Test
  void open_theFirstTime_isEmptyAndCompleteSinceNow() {
    try (Journal journal = Books.open(parent)) {
      Contents contents = journal.load();
      assertThat(contents.records()).isEmpty();
      assertThat(contents.completeSince()).isEqualTo(Books.NOW);
      assertThat(contents.lost()).isZero();
      assertThatThrownBy(journal::load).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void open_later_isStillCompleteSinceTheFirstTime() {
    Books.read(parent);
    try (Journal journal =
        Books.openAt(
            parent, Durability.SYNC, FileJournal.Tuning.DEFAULT, Books.NOW.plusSeconds(99))) {
      assertThat(journal.load().completeSince()).isEqualTo(Books.NOW);
    }
  }

  @Test
  void write_ofManyAtOnce_callsBackInOrder() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = Books.open(parent)) {
      for (int i = 0; i < 500; i++) {
        int number = i;
        Batch batch = i % 3 == 0 ? new Batch() : Books.batch("k", "" + i);
        journal.write(batch, () -> order.add(number), cause -> order.add(-1));
      }
    }
    assertThat(order).hasSize(500).isSorted().doesNotContain(-1);
  }

  @Test
  void write_whoseCallbackThrows_doesNotKeepTheNextFromBeingWritten() {
    try (Journal journal = Books.open(parent)) {
      journal.write(
          Books.batch("a", "1"),
          () -> {
            throw new IllegalStateException("expected in the log of this test");
          },
          cause -> {});
      Books.write(journal, Books.batch("b", "1"));
    }
    assertThat(Books.read(parent)).containsOnlyKeys("a", "b");
  }

  @Test
  void write_underAsync_isCalledBackBeforeItReturns() {
    try (Journal journal = Books.open(parent, Durability.ASYNC, FileJournal.Tuning.DEFAULT)) {
      assertThat(Books.writing(journal, Books.batch("a", "1"))).isDone();
    }
  }

  @Test
  void write_underAsyncFasterThanTheDisk_waitsAndKeepsItsOrder() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = Books.open(parent, Durability.ASYNC, FileJournal.Tuning.DEFAULT)) {
      // The last one's callback is still to come when its write has returned.
      int first = 0;
      while (order.size() == first) {
        int number = first++;
        journal.write(Books.batch("k", "" + number), () -> order.add(number), cause -> {});
      }
      journal.write(Books.batch("k", "last"), () -> order.add(Integer.MAX_VALUE), cause -> {});
      assertThat(first).isGreaterThan(1_000);
    }
    assertThat(order).isSorted().endsWith(Integer.MAX_VALUE);
  }

  @Test
  void write_underAsyncWithNothingAfterIt_isSyncedWithinAboutASecond() throws Exception {
    TestDisk disk = new TestDisk();
    try (Journal journal = Books.open(parent, Durability.ASYNC, Books.on(disk::name))) {
      int before = disk.steps();
      Books.write(journal, Books.batch("a", "1"));
      disk.awaitSyncAfter(before);
    }
  }

  @Test
  void write_afterClose_fails() {
    Journal journal = Books.open(parent);
    journal.close();
    journal.close();
    CompletableFuture<Void> late = Books.writing(journal, Books.batch("a", "1"));
    assertThatThrownBy(() -> Books.await(late)).hasCauseInstanceOf(JournalException.class);
  }

  @Test
  void open_whileAnotherHasIt_isRefused() {
    Journal journal = Books.open(parent);
    assertThatThrownBy(() -> Books.open(parent))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(parent.toString(), "in use", "a directory of its own");
    journal.close();
    Books.open(parent).close();
  }

  @Test
  void open_ofAnotherMembersOrClusters_isRefusedAndChangesNothing() {
    try (Journal journal = Books.open(parent)) {
      Books.write(journal, Books.batch("a", "1"));
    }
    assertThatThrownBy(() -> Journal.open(parent, "shop", "b", Durability.SYNC))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(parent.toString(), "member 'a'", "not to 'b'");
    assertThatThrownBy(() -> Journal.open(parent, "mall", "a", Durability.SYNC))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(parent.toString(), "cluster 'shop'", "not to 'mall'");
    assertThat(Books.read(parent)).containsOnlyKeys("a");
  }

  @Test
  void open_ofANewerFormat_isRefused() throws IOException {
    State newer = new State(State.FORMAT + 1, Books.OWNER, Books.NOW, 7, 0, 0);
    Path file = parent.resolve("journal-1.mv");
    try (org.h2.mvstore.MVStore store = org.h2.mvstore.MVStore.open(file.toString())) {
      store.openMap(Generation.MAP, Generation.type()).put(State.KEY, newer.framed());
    }
    assertThatThrownBy(() -> Books.open(parent))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(file.toString(), "format 2", "newer version");
  }

  @Test
  void open_onAFile_isRefused() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> Books.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(file.toString(), "name a directory");
    assertThatThrownBy(() -> Books.open(file.resolve("below")))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(file.toString(), "cannot be created");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void files_always_areTheOwnersOnly() throws IOException {
    Path directory = parent.resolve("new").resolve("journal");
    FileJournal.Tuning eager = new FileJournal.Tuning(0, name -> name);
    try (Journal journal = Books.open(directory, Durability.SYNC, eager)) {
      for (int i = 0; i < 200; i++) {
        Books.write(journal, Books.batch("a", "" + i));
      }
      assertThat(permissions(directory)).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files)
            .hasSizeGreaterThanOrEqualTo(2)
            .allMatch(f -> permissions(f).equals("rw-------"));
      }
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (java.nio.file.NoSuchFileException e) {
      return "rw-------"; // rewritten meanwhile
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void files_afterManyOverwrites_stayShort() throws IOException {
    Map<String, String> last = new TreeMap<>();
    try (Journal journal = Books.open(parent, Durability.ASYNC, FileJournal.Tuning.DEFAULT)) {
      CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
      long longest = 0;
      for (int i = 0; i < 100_000; i++) {
        String key = "k" + i % 100;
        String value = "v".repeat(100) + i;
        last.put(key, value);
        done = Books.writing(journal, Books.batch(key, value));
        if (i % 1_000 == 0) {
          longest = Math.max(longest, length());
        }
      }
      Books.await(done);
      assertThat(longest).isLessThan(12 * MEGA);
    }
    assertThat(length()).isLessThan(5 * MEGA);
    assertThat(Books.read(parent)).isEqualTo(last);
    assertThat(length()).isLessThan(MEGA);
  }

  @Test
  void files_whenRewrittenOften_loseNothing() {
    FileJournal.Tuning eager = new FileJournal.Tuning(0, name -> name);
    Map<String, String> model = new TreeMap<>();
    java.util.Random random = new java.util.Random(3);
    try (Journal journal = Books.open(parent, Durability.SYNC, eager)) {
      for (int i = 0; i < 300; i++) {
        Books.write(journal, Books.random(random, model));
      }
    }
    assertThat(parent.resolve("journal-1.mv")).doesNotExist();
    assertThat(Books.read(parent)).isEqualTo(model);
  }

  private long length() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void open_whereTheFileIsGone_saysWhatIsLostAndSinceWhenItIsComplete() throws IOException {
    try (Journal journal = Books.open(parent)) {
      Books.write(journal, Books.batch("a", "1"));
    }
    Files.delete(parent.resolve("journal-1.mv"));
    java.time.Instant later = Books.NOW.plusSeconds(60);
    try (Journal journal =
        Books.openAt(parent, Durability.SYNC, FileJournal.Tuning.DEFAULT, later)) {
      Contents contents = journal.load();
      assertThat(contents.lost()).isEqualTo(2);
      assertThat(contents.completeSince()).isEqualTo(later);
    }
    try (Journal journal = Books.open(parent)) {
      Contents contents = journal.load();
      assertThat(contents.lost()).isZero();
      assertThat(contents.completeSince()).isEqualTo(later);
    }
  }

  @Test
  void open_afterAFirstOpeningThatWasCutShort_startsAnew() throws IOException {
    Files.write(parent.resolve("journal-1.mv"), new byte[100]);
    assertThat(Books.read(parent)).isEmpty();
  }

  @Test
  void open_afterARewritingThatWasCutShort_goesOnFromTheOldFile() throws IOException {
    try (Journal journal = Books.open(parent)) {
      Books.write(journal, Books.batch("a", "1"));
    }
    Files.write(parent.resolve("journal-2.mv"), "H:2,".getBytes(UTF_8), StandardOpenOption.CREATE);
    try (Journal journal = Books.open(parent)) {
      Contents contents = journal.load();
      assertThat(Books.contents(contents)).containsOnlyKeys("a");
      assertThat(contents.lost()).isZero();
    }
    assertThat(parent.resolve("journal.damaged")).doesNotExist();
  }

  @Test
  void open_whereAStrangeFileLiesAndNoMark_keepsTheFile() throws IOException {
    // given
    Path strange = parent.resolve("journal-1.mv");
    Files.writeString(strange, "what somebody else has left here");

    // when
    assertThat(Books.read(parent)).isEmpty();

    // then
    assertThat(parent.resolve("journal.damaged")).hasContent("what somebody else has left here");
  }

  @Test
  void open_whereALaterFileIsDamagedAndTheMarkIsGone_isRefusedAndChangesNothing()
      throws IOException {
    // given
    Path strange = parent.resolve("journal-7.mv");
    Files.createFile(strange);

    // then
    assertThatThrownBy(() -> Books.read(parent))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is empty");
    assertThat(strange).exists();
  }
}
