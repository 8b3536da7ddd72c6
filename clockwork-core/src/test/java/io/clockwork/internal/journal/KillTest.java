package io.clockwork.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that writes is killed, and all that it was told to be durable is there. */
class KillTest {
  @TempDir Path directory;

  /** The process: writes batches without end, and prints the number of each durable one. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Durability durability = Durability.valueOf(args[1]);
      // Rewritten often, so that the kill also comes then.
      FileJournal.Tuning often = new FileJournal.Tuning(100_000, name -> name);
      try (Journal journal = Books.open(Path.of(args[0]), durability, often)) {
        String last = Books.contents(journal.load()).getOrDefault("last", "0");
        for (int i = Integer.parseInt(last) + 1; i > 0; i++) {
          int number = i;
          Batch batch = Books.batch("last", "" + i);
          batch.put(Key.of(Kind.VOTE, "" + i % 100), ("" + i).getBytes(UTF_8));
          journal.write(batch, () -> System.out.println(number), cause -> System.exit(2));
          if (i % 20 == 0) {
            Books.write(journal, new Batch());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void open_afterTheProcessWasKilled_findsAllThatWasDurable(Durability durability)
      throws Exception {
    Random random = new Random();
    int before = 0;
    for (int round = 0; round < 4; round++) {
      int printed = runAndKill(durability, before + 1 + random.nextInt(2_000));
      Map<String, String> found = Books.read(directory);
      // ASYNC says so before it writes: who is killed after the first one may have written nothing.
      int last = Integer.parseInt(found.getOrDefault("last", "0"));
      if (durability == Durability.SYNC) {
        assertThat(last).isGreaterThanOrEqualTo(printed);
      }
      // Whole: each key has the latest number that ends in it.
      for (int i = Math.max(1, last - 99); i <= last; i++) {
        assertThat(found).containsEntry("" + i % 100, "" + i);
      }
      before = last;
    }
  }

  /** Returns the last number that the process had printed when it was killed. */
  private int runAndKill(Durability durability, int after) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString(),
                durability.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = 0;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Integer.parseInt(line);
        if (last >= after) {
          child.destroyForcibly();
        }
      }
    } catch (IOException | NumberFormatException e) {
      // The pipe's end may be half a line: destroyForcibly closes it.
      assertThat(last).isPositive();
    } finally {
      child.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertThat(last).as("printed").isGreaterThanOrEqualTo(after);
    return last;
  }
}
