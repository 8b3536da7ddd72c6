package io.clockwork.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the encoding to files that are written down. A file that does not fit any more means that
 * nodes of two releases do not understand one another: mend the codec, or make it a new major
 * version.
 *
 * <p>For a new sample, {@code mvn -pl clockwork-core test -Dtest=GoldenTest
 * -Dclockwork.golden.update=true} writes the files anew; look at what it changed before you commit
 * it.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final boolean UPDATE = Boolean.getBoolean("clockwork.golden.update");
  private static final int PER_LINE = 32;
  private static final Map<String, Frame> FRAMES = Golden.frames();

  static Set<String> names() {
    return FRAMES.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void frame_encoded_givesTheBytesWrittenDown(String name) throws IOException, WireException {
    // given
    Frame frame = FRAMES.get(name);
    Path file = FOLDER.resolve(name + ".hex");
    if (UPDATE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text(frame), UTF_8);
    }

    // when
    byte[] golden = bytes(file);

    // then
    assertThat(Codec.decode(golden)).isEqualTo(frame);
    assertThat(text(frame)).isEqualTo(Files.readString(file, UTF_8));
  }

  @Test
  void samples_together_haveEveryTypeOfFrameAndNoFileTooMany() throws IOException {
    // then
    assertThat(FRAMES.values().stream().<Class<?>>map(Frame::getClass).collect(toSet()))
        .containsExactlyInAnyOrder(Frame.class.getPermittedSubclasses());
    assertThat(FrameType.ALL.stream().<Class<?>>map(FrameType::frame).toList())
        .containsExactlyInAnyOrder(Frame.class.getPermittedSubclasses());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
          .containsExactlyInAnyOrderElementsOf(FRAMES.keySet());
    }
  }

  private static String text(Frame frame) {
    StringBuilder text = new StringBuilder();
    String shown = frame.toString().replace("\n", "\\n").replace("\t", "\\t");
    for (String part : shown.replace(", entries=[", ",\nentries=[").split("\n|(?<=\\]\\], )", -1)) {
      text.append("# ").append(part.strip()).append('\n');
    }
    byte[] bytes = Codec.encode(frame);
    for (int i = 0; i < bytes.length; i += PER_LINE) {
      int end = Math.min(bytes.length, i + PER_LINE);
      text.append(HexFormat.of().formatHex(bytes, i, end)).append('\n');
    }
    return text.toString();
  }

  private static byte[] bytes(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, UTF_8);
    lines.removeIf(line -> line.startsWith("#"));
    return HexFormat.of().parseHex(String.join("", lines));
  }
}
