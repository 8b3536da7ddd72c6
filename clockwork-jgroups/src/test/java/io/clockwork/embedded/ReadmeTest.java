package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.client.StartOrder;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows can be compiled, and does what README says. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String BIND = "clockwork.bind_addr";

  private final List<AutoCloseable> running = new ArrayList<>();
  private String bindBefore;

  @BeforeEach
  void loopback() {
    bindBefore = System.getProperty(BIND);
    System.setProperty(BIND, "loopback");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    if (bindBefore == null) {
      System.clearProperty(BIND);
    } else {
      System.setProperty(BIND, bindBefore);
    }
  }

  @Test
  void readme_itsJava_compilesAndRuns(@TempDir Path directory) throws Exception {
    // given
    assertThat(README).as("README.md at the top of the repository").exists();
    List<Snippet> snippets = Snippet.of(README);
    assertThat(snippets).as("blocks of README.md that begin with ```java").isNotEmpty();
    Snippet first = snippets.get(0);
    assertThat(first.code()).as("the first block").anyMatch(line -> line.contains(".start()"));
    String suffix = UUID.randomUUID().toString();
    // when: the first block's member is there while the others run
    for (Snippet snippet : snippets) {
      running.addAll(snippet.run(directory, suffix));
    }
    // then
    assertThat(running).as("what the first block starts").isNotEmpty();
    ClockworkClient client = ((Clockwork) running.get(0)).client();
    assertThat(client.jobs().stream().map(JobStatus::name))
        .containsExactlyInAnyOrderElementsOf(first.jobs());
    for (String job : first.jobs()) {
      RunId run = TestCluster.order(client, StartOrder.of(job));
      TestCluster.awaitEnd(client, run);
      assertThat(client.run(run).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  @Test
  void snippet_ofAFile_isEachBlockOfJavaWithItsLine(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("some.md");
    Files.writeString(
        file,
        """
        # Title
        ```
        $ not java
        ```
        ```java
        Job.named("a");
        ```
        words
        ```java
        ```
        """);
    assertThat(Snippet.of(file))
        .containsExactly(new Snippet(6, List.of("Job.named(\"a\");")), new Snippet(10, List.of()));
    assertThat(Snippet.of(file).get(0).jobs()).containsExactly("a");
  }
}
