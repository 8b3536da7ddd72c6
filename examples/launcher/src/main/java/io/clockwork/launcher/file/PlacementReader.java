package io.clockwork.launcher.file;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.job.Placement;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where a job may run, and checks the forms of members' names and labels. */
final class PlacementReader {
  private static final String EXAMPLE = "any, every, {member: node-1} or {labels: {zone: eu}}";

  private final Problems problems;
  private final Section section;
  private final Values values;

  PlacementReader(Problems problems, Section section, Values values) {
    this.problems = problems;
    this.section = section;
    this.values = values;
  }

  /** Reads the placement; null, with problems noted, if it is wrong. */
  @Nullable Placement read() {
    org.snakeyaml.engine.v2.nodes.Node node = section.value("on");
    if (node == null) {
      return Placement.any();
    }
    if (!Values.kind(node).equals("a mapping")) {
      return values.read("on", EXAMPLE, PlacementReader::word);
    }
    String path = section.path("on");
    Section on = Section.open(problems, path, node, EXAMPLE, Set.of("member", "labels"));
    if (on == null || on.has("member") == on.has("labels")) {
      problems.add(node, path, "names no single place; use " + EXAMPLE);
      return null;
    }
    Values inner = new Values(problems, on);
    if (on.has("member")) {
      String member = inner.read("member", "node-1", PlacementReader::member);
      return member == null ? null : Placement.member(member);
    }
    return labels(on, inner);
  }

  private @Nullable Placement labels(Section on, Values inner) {
    Map<String, String> labels = inner.textMap("labels", "{zone: eu}");
    try {
      checkLabels("any", labels);
      return Placement.labels(labels);
    } catch (IllegalArgumentException e) {
      problems.add(on.place("labels"), on.path("labels"), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static Placement word(String text) {
    if (!text.equals("any") && !text.equals("every")) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no place; use "
              + EXAMPLE
              + " (a member's name goes into {member: ...})");
    }
    return text.equals("any") ? Placement.any() : Placement.every();
  }

  /** Checks the form of a member's name; whether there is one of that name shows at run time. */
  static String member(String name) {
    return new NodeId(name, 1).name();
  }

  static void checkLabels(String member, Map<String, String> labels) {
    var unused = new Node(new NodeId(member, 1), Role.MEMBER, labels);
  }
}
