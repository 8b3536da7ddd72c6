package io.clockwork.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One process of the cluster as every other process knows it from the view alone, without asking.
 *
 * @param id stable name and incarnation
 * @param role member or observer
 * @param labels what placements may ask for, such as {@code zone=eu}; at most 16 labels, keys and
 *     values 1 to 100 characters of ASCII letters, digits and {@code "-_./:"} (values may be
 *     empty), 512 characters in all, because they travel inside the node's address; unmodifiable
 * @since 0.1
 */
public record Node(NodeId id, Role role, Map<String, String> labels) {

  /** Most labels of one node. */
  public static final int MAX_LABELS = 16;

  /** Most characters of all keys and values of one node together. */
  public static final int MAX_LABEL_CHARACTERS = 512;

  private static final int MAX_TEXT = 100;

  /**
   * Copies the labels, sorted by key.
   *
   * @throws IllegalArgumentException if the labels are too many, too long or of another form; the
   *     message names the label
   */
  public Node {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(role, "role");
    SortedMap<String, String> sorted = new TreeMap<>(labels);
    if (sorted.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "node " + id.name() + " has " + sorted.size() + " labels; at most " + MAX_LABELS);
    }
    int characters = 0;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      check(id, "key", label.getKey(), false);
      check(id, "value", label.getValue(), true);
      characters += label.getKey().length() + label.getValue().length();
    }
    if (characters > MAX_LABEL_CHARACTERS) {
      throw new IllegalArgumentException(
          "the labels of node "
              + id.name()
              + " have "
              + characters
              + " characters; at most "
              + MAX_LABEL_CHARACTERS
              + " in all");
    }
    labels = java.util.Collections.unmodifiableMap(sorted);
  }

  private static void check(NodeId id, String what, String text, boolean mayBeEmpty) {
    boolean good = text.length() <= MAX_TEXT && (mayBeEmpty || !text.isEmpty());
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good = c < 128 && (Character.isLetterOrDigit(c) || "-_./:".indexOf(c) >= 0);
    }
    if (!good) {
      throw new IllegalArgumentException(
          "label "
              + what
              + " \""
              + text
              + "\" of node "
              + id.name()
              + " is not allowed; use up to "
              + MAX_TEXT
              + " ASCII letters, digits or characters of -_./:");
    }
  }

  /** Returns the stable name. */
  public String name() {
    return id.name();
  }

  /** Returns whether this node is a member, and not an observer. */
  public boolean isMember() {
    return role == Role.MEMBER;
  }
}
