package io.clockwork.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The temporary folder that the members work in: orders, scripts, and what the jobs make. */
final class Folder {
  private static final List<String> SCRIPTS =
      List.of(
          "validate.sh",
          "page-ops.sh",
          "extract.sh",
          "pack.sh",
          "report.sh",
          "publish.sh",
          "pulse.sh");
  private static final int ORDERS = 200;

  private final Path path;

  private Folder(Path path) {
    this.path = path;
  }

  static Folder create() throws IOException {
    Folder folder = new Folder(Files.createTempDirectory("clockwork-demo-"));
    for (String name : List.of("inbox", "quarantine", "work", "out")) {
      Files.createDirectory(folder.path.resolve(name));
    }
    folder.copy("jobs.yaml");
    folder.copy("note.sh");
    for (String script : SCRIPTS) {
      if (!folder.copy(script).toFile().setExecutable(true)) {
        throw new IOException(script + " could not be made executable");
      }
    }
    for (int i = 1; i <= 3; i++) {
      Files.write(folder.path.resolve("inbox/orders-" + i + ".csv"), orders(i));
    }
    return folder;
  }

  private static List<String> orders(int file) {
    List<String> states = List.of("paid", "open", "paid", "sent");
    return IntStream.range(0, ORDERS)
        .mapToObj(i -> (file * 1_000 + i) + ";anvil;" + (i % 7 + 1) + ";" + states.get(i % 4))
        .toList();
  }

  private Path copy(String name) throws IOException {
    Path target = path.resolve(name);
    try (InputStream source = Folder.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(source, name), target);
    }
    return target;
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Puts a file into the inbox whose second line is no order. */
  void dropBrokenOrders() throws IOException {
    Path hidden = path.resolve("late-orders.tmp");
    Files.write(hidden, List.of("4000;anvil;1;paid", "four thousand and one anvils please!"));
    Files.move(hidden, path.resolve("inbox/late-orders.csv"));
  }

  /** Returns the lines of a file as they are now; none if there is no such file yet. */
  List<String> read(String name) {
    try (Stream<String> lines = Files.lines(path.resolve(name))) {
      return lines.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the runs of all jobs wrote so far, in the order in which they did. */
  List<Line> lines() {
    return read("runs.log").stream().map(Line::parse).toList();
  }

  List<Line> lines(String job) {
    return lines().stream().filter(line -> line.job().equals(job)).toList();
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
