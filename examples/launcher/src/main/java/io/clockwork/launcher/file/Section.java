package io.clockwork.launcher.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping of the file: its keys, each once, with their places. */
final class Section {
  private final String path;
  private final Node node;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** One key and what it is given. */
  private record Entry(Node key, Node value) {}

  private Section(String path, Node node) {
    this.path = path;
    this.node = node;
  }

  /** Reads a mapping whose keys are free; null, with a problem noted, if it is no mapping. */
  static @Nullable Section open(Problems problems, String path, Node node, String example) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          node, path, Values.kind(node) + " stands here; write a mapping such as " + example);
      return null;
    }
    Section section = new Section(path, node);
    for (NodeTuple tuple : mapping.getValue()) {
      section.add(problems, tuple);
    }
    return section;
  }

  /** Reads a mapping whose keys are known beforehand. */
  static @Nullable Section open(
      Problems problems, String path, Node node, String example, Set<String> known) {
    Section section = open(problems, path, node, example);
    if (section != null) {
      section.entries.forEach(
          (key, entry) -> {
            if (!known.contains(key)) {
              problems.add(
                  entry.key(), section.path(key), "unknown key; " + Suggestions.hint(key, known));
            }
          });
    }
    return section;
  }

  private void add(Problems problems, NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(
          tuple.getKeyNode(),
          path,
          Values.kind(tuple.getKeyNode()) + " stands as a key; use a word");
      return;
    }
    Entry first = entries.get(key.getValue());
    if (first != null) {
      String line = first.key().getStartMark().map(mark -> "" + (mark.getLine() + 1)).orElse("?");
      problems.add(
          key,
          path(key.getValue()),
          "key given twice, first in line " + line + "; keep one of them");
      return;
    }
    entries.put(key.getValue(), new Entry(key, tuple.getValueNode()));
  }

  Set<String> keys() {
    return entries.keySet();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  @Nullable Node value(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** Returns the place of a key, or of the whole section if it does not have that key. */
  Node place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? node : entry.key();
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
