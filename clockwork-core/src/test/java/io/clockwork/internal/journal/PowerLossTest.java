package io.clockwork.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random batches, and a loss of power at random moments, which takes any unsynced sectors. */
class PowerLossTest {
  private static final int BATCHES = 120;
  private static final int LOSSES = 60;

  @TempDir Path parent;

  private final TestDisk disk = new TestDisk();

  /** After each number of batches, what the journal is to have. */
  private final List<Map<String, String>> states = new ArrayList<>();

  /** After each number of batches, at which step of the disk they were durable. */
  private final List<Integer> durableAt = new ArrayList<>();

  private long seed;

  @BeforeEach
  void draw() {
    seed = Long.getLong("clockwork.seed", System.nanoTime());
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void open_afterALossOfPower_findsSomeFirstBatchesAndAllDurableOnes(Durability durability)
      throws Exception {
    Random random = new Random(seed);
    write(random, durability);
    int shortened = 0;
    for (int loss = 0; loss < LOSSES; loss++) {
      int steps = random.nextInt(disk.steps() + 1);
      Path directory = Files.createDirectory(parent.resolve("after-" + loss));
      disk.lose(steps, random, directory);
      Map<String, String> found = Books.read(directory);
      int prefix = states.lastIndexOf(found);
      assertThat(prefix).as("seed %s, a state after %s steps", seed, steps).isNotNegative();
      if (durability == Durability.SYNC) {
        int durable = (int) durableAt.stream().filter(at -> at <= steps).count();
        assertThat(prefix)
            .as("seed %s, after %s steps", seed, steps)
            .isGreaterThanOrEqualTo(durable);
      }
      if (prefix < BATCHES) {
        shortened++;
      }
    }
    assertThat(shortened).isPositive();
  }

  private void write(Random random, Durability durability) {
    Map<String, String> model = new TreeMap<>();
    states.add(Map.of());
    FileJournal.Tuning often = new FileJournal.Tuning(150_000, disk::name);
    try (Journal journal = Books.open(parent.resolve("before"), durability, often)) {
      for (int i = 0; i < BATCHES; i++) {
        Batch batch = Books.random(random, model);
        // A counter, so that no two states are equal.
        model.put("number", "" + i);
        Books.batch("number", "" + i).forEach((key, value) -> batch.put(key, value));
        states.add(new TreeMap<>(model));
        var written =
            Books.writing(journal, batch)
                .thenRun(
                    () -> {
                      synchronized (durableAt) {
                        durableAt.add(disk.steps());
                      }
                    });
        if (random.nextInt(3) == 0) {
          Books.await(written);
        }
      }
    }
  }
}
