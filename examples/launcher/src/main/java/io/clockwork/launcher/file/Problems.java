package io.clockwork.launcher.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The mistakes found so far: reading goes on after each, so that a file is mended in one go. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Node at, String key, String message) {
    add(at.getStartMark(), key, message);
  }

  void add(Optional<Mark> at, String key, String message) {
    found.add(
        new Problem(
            at.map(mark -> mark.getLine() + 1).orElse(1),
            at.map(mark -> mark.getColumn() + 1).orElse(1),
            key,
            message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Returns all mistakes in the order of the file, one a line. */
  String in(String file) {
    return found.stream()
        .sorted()
        .map(problem -> problem.in(file))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
