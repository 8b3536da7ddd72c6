package io.clockwork.launcher.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the values of a section. Each reader returns null if the key is absent, or if its value is
 * wrong, which it notes as a problem. What YAML takes for a number or a boolean is text where text
 * is due: {@code run: true} is a command.
 */
final class Values {
  private final Problems problems;
  private final Section section;

  Values(Problems problems, Section section) {
    this.problems = problems;
    this.section = section;
  }

  /** Returns in words what a node is. */
  static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return node.getTag().equals(Tag.NULL) ? "nothing" : "a single value";
  }

  @Nullable String text(String key, String example) {
    return read(key, example, text -> text);
  }

  /** Reads a text and makes something of it; what that throws becomes the problem's message. */
  <T> @Nullable T read(String key, String example, Function<String, T> parser) {
    Node node = section.value(key);
    return node == null ? null : parse(node, section.path(key), example, parser);
  }

  private <T> @Nullable T parse(
      Node node, String path, String example, Function<String, T> parser) {
    String text = scalar(node, path, example);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(node, path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Nullable Integer integer(String key, int least, int most) {
    return read(
        key,
        "a number such as " + Math.max(least, 1),
        text -> {
          try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException e) {
            // Refused below, as is a number that is out of range.
          }
          throw new IllegalArgumentException(
              "\"" + text + "\" is not allowed; use a whole number from " + least + " to " + most);
        });
  }

  /** Reads a list of texts; a single text is a list of one. */
  @Nullable List<String> texts(String key, String example, Function<String, String> check) {
    Node node = section.value(key);
    if (node == null) {
      return null;
    }
    String path = section.path(key);
    List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String itemPath = node instanceof SequenceNode ? path + "[" + i + "]" : path;
      String text = parse(nodes.get(i), itemPath, example, check);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      problems.add(node, path, "the list is empty; write " + example);
      return null;
    }
    return texts;
  }

  /** Reads a mapping of texts; empty if the key is absent. */
  Map<String, String> textMap(String key, String example) {
    Node node = section.value(key);
    Section map = node == null ? null : Section.open(problems, section.path(key), node, example);
    Map<String, String> texts = new LinkedHashMap<>();
    if (map != null) {
      Values values = new Values(problems, map);
      for (String name : map.keys()) {
        String text = values.text(name, "a text, or \"\" for an empty one");
        if (text != null) {
          texts.put(name, text);
        }
      }
    }
    return texts;
  }

  private @Nullable String scalar(Node node, String path, String example) {
    if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    problems.add(node, path, kind(node) + " stands here; write " + example);
    return null;
  }
}
