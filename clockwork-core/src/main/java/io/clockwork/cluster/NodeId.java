package io.clockwork.cluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names one life of one process: its stable name and its incarnation.
 *
 * <p>A process that is restarted keeps its name and gets a higher incarnation, so that what its
 * former life promised is never mistaken for a promise of the new one.
 *
 * @param name stable name, 1 to 64 characters: ASCII letters, digits, {@code '-'}, {@code '_'},
 *     {@code '.'}; starts with a letter or digit
 * @param incarnation which life of that name: milliseconds since the epoch when it was created
 *     times 1,000 plus a random part below 1,000; positive
 * @since 0.1
 */
public record NodeId(String name, long incarnation) implements Comparable<NodeId> {

  /** Longest name allowed, in characters. */
  public static final int MAX_NAME = 64;

  /**
   * Checks the name's form.
   *
   * @throws IllegalArgumentException if the name or the incarnation is not of the form above
   */
  public NodeId {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "node name \"" + name + "\" has " + name.length() + " characters; use 1 to " + MAX_NAME);
    }
    for (int i = 0; i < name.length(); i++) {
      if (!allowed(name.charAt(i), i == 0)) {
        throw new IllegalArgumentException(
            "node name \""
                + name
                + "\" has '"
                + name.charAt(i)
                + "' at index "
                + i
                + "; use ASCII letters, digits, '-', '_' or '.', beginning with a letter or digit");
      }
    }
    if (incarnation <= 0) {
      throw new IllegalArgumentException("incarnation must be positive, was " + incarnation);
    }
  }

  private static boolean allowed(char c, boolean first) {
    boolean alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || (!first && (c == '-' || c == '_' || c == '.'));
  }

  /** Orders by name, then by incarnation: the later life of a name is the greater. */
  @Override
  public int compareTo(NodeId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Long.compare(incarnation, other.incarnation);
  }

  // Written out: what the compiler makes for records costs several times as much until it is hot.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof NodeId that
            && incarnation == that.incarnation
            && name.equals(that.name));
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Long.hashCode(incarnation);
  }

  /** Returns {@code name~incarnation in base 36}, as it stands in logs. */
  @Override
  public String toString() {
    return name + "~" + Long.toString(incarnation, 36);
  }
}
