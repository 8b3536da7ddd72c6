package io.clockwork.faultlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the lab has in C: compiled once, before the first test. */
final class Compiled {
  private static final Path FOLDER =
      Path.of(System.getProperty("faultlab.build", "target/netlab")).toAbsolutePath();

  /** What is loaded into a process to set its clock wrong. */
  static final Path SKEW = FOLDER.resolve("skew.so");

  /** The jobs' command. */
  static final Path NOTE = FOLDER.resolve("note");

  private Compiled() {}

  /** Compiles all of it; throws if that cannot be done. */
  static void compile() {
    try {
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gcc(SKEW, "skew.c", "-fPIC", "-shared");
    gcc(NOTE, "note.c", "-static");
  }

  private static void gcc(Path to, String from, String... options) {
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Werror"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", to.toString(), Netlab.SCRIPTS.resolve(from).toString()));
    Shell.run(Map.of(), command);
  }
}
