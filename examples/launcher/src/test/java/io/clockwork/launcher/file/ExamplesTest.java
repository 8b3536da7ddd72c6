package io.clockwork.launcher.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

  @ParameterizedTest
  @MethodSource("examples")
  void example_isReadWithoutANote(Path example) throws Exception {
    // They give the member no name, as they are for any number of members.
    assertThat(JobsFileReader.read(example, Overrides.none()).notes())
        .allMatch(note -> note.startsWith("this member keeps no journal"));
    assertThat(Files.readAllLines(example)).hasSizeLessThan(80);
  }

  static Stream<Path> examples() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.sorted().toList().stream();
    }
  }
}
