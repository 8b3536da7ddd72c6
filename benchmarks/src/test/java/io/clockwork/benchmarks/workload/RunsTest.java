package io.clockwork.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  @TempDir Path folder;

  @Test
  void read_filesOfTwoMembers_inTheOrderOfTheStarts() throws IOException {
    Path first = Files.writeString(folder.resolve("0"), "job-1 5 30\njob-0 0 10\n");
    Path second = Files.writeString(folder.resolve("1"), "job-0 0 20\n");

    Runs runs = Runs.read(List.of(first, second));

    assertThat(runs.all())
        .containsExactly(
            new Runs.Ran(0, "job-0", 0, 10),
            new Runs.Ran(1, "job-0", 0, 20),
            new Runs.Ran(0, "job-1", 5, 30));
    assertThat(runs.of("job-0", 10, 20)).hasSize(1);
  }

  @Test
  void read_notARun_refusedAndNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("0"), "job-1 5\n");

    assertThatThrownBy(() -> Runs.read(List.of(file))).hasMessageContaining("job-1 5");
  }

  @Test
  void loopback_textOfLinux_packetsAndBytes() {
    String text =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
            lo: 1000     20    0    0    0     0          0         0     1000      20
          eth0: 9999999999999  30    0    0    0     0          0         0     7  3
        """;

    Loopback read = Loopback.parse(text);

    assertThat(read).isEqualTo(new Loopback(20, 1_000));
    assertThat(read.since(new Loopback(5, 400))).isEqualTo(new Loopback(15, 600));
  }
}
