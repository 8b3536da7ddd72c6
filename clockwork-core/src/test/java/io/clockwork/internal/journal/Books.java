package io.clockwork.internal.journal;

import io.clockwork.job.Durability;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What the journal's tests share: batches, and contents as text. */
final class Books {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Owner OWNER = new Owner("shop", "a");

  private Books() {}

  static FileJournal open(Path directory) {
    return open(directory, Durability.SYNC, FileJournal.Tuning.DEFAULT);
  }

  static FileJournal open(Path directory, Durability durability, FileJournal.Tuning tuning) {
    return openAt(directory, durability, tuning, NOW);
  }

  static FileJournal openAt(
      Path directory, Durability durability, FileJournal.Tuning tuning, Instant now) {
    return FileJournal.open(directory, OWNER, durability, Clock.fixed(now, ZoneOffset.UTC), tuning);
  }

  static FileJournal.Tuning on(UnaryOperator<String> disk) {
    return new FileJournal.Tuning(FileJournal.Tuning.DEFAULT.rewriteAbove(), disk);
  }

  static Batch batch(String key, String value) {
    Batch batch = new Batch();
    batch.put(Key.of(Kind.FACT, key), value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return batch;
  }

  /** Writes it and waits until it is durable; fails as the journal fails. */
  static void write(Journal journal, Batch batch) {
    await(writing(journal, batch));
  }

  static CompletableFuture<Void> writing(Journal journal, Batch batch) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    journal.write(batch, () -> durable.complete(null), durable::completeExceptionally);
    return durable;
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  static Map<String, String> contents(Contents contents) {
    Map<String, String> text = new TreeMap<>();
    for (Record record : contents.records()) {
      text.put(
          record.key().text(), new String(record.value(), java.nio.charset.StandardCharsets.UTF_8));
    }
    return text;
  }

  /** Opens what is there, reads it and closes it. */
  static Map<String, String> read(Path directory) {
    try (Journal journal = open(directory)) {
      return contents(journal.load());
    }
  }

  /** Makes a random batch, and the same change in the model. */
  static Batch random(Random random, Map<String, String> model) {
    Batch batch = new Batch();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      String key = "k" + random.nextInt(60);
      if (random.nextInt(4) == 0) {
        batch.remove(Key.of(Kind.FACT, key));
        model.remove(key);
      } else {
        String value = "v".repeat(random.nextInt(300)) + random.nextInt(1_000_000);
        batch.put(Key.of(Kind.FACT, key), value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        model.put(key, value);
      }
    }
    return batch;
  }
}
