package io.clockwork.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of a job's name, the same wherever a name is read: in code, in files, on the wire.
 *
 * <p>A name has 1 to {@value #MAX_LENGTH} characters: ASCII letters, digits, {@code '-'}, {@code
 * '_'}, {@code '.'} and {@code ':'}; the first is a letter or a digit. Upper and lower case are
 * different names. So a name never holds what separates names elsewhere: space, {@code '@'} and
 * {@code '#'} (run ids), {@code '/'} (paths), parentheses and comma (conditions).
 *
 * @since 0.1
 */
public final class JobName {

  /** Most characters that a job's name may have. */
  public static final int MAX_LENGTH = 100;

  private JobName() {}

  /**
   * Checks the form of a job's name. May be called from any thread; never blocks.
   *
   * @param name the name to check
   * @return the same name
   * @throws IllegalArgumentException if the name is not of the form above; the message quotes it
   *     and says what is wrong, where, and what would be right
   */
  public static String check(String name) {
    String problem = problem(Objects.requireNonNull(name, "name"));
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return name;
  }

  /** Returns what is wrong with the name, or null if it is right. */
  static @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "job name is empty; use 1 to " + MAX_LENGTH + " letters, digits, '-', '_', '.' or ':'";
    }
    for (int i = 0; i < name.length() && i <= MAX_LENGTH; i++) {
      if (!isPart(name.charAt(i))) {
        return "job name "
            + Shown.quoted(name)
            + " has "
            + described(name.codePointAt(i))
            + " at index "
            + i
            + "; use letters, digits, '-', '_', '.' or ':', at most "
            + MAX_LENGTH;
      }
    }
    if (name.length() > MAX_LENGTH) {
      return "job name "
          + Shown.quoted(name)
          + " has "
          + name.length()
          + " characters; use at most "
          + MAX_LENGTH;
    }
    if (!isLetterOrDigit(name.charAt(0))) {
      return "job name "
          + Shown.quoted(name)
          + " starts with '"
          + name.charAt(0)
          + "'; start with a letter or digit, then letters, digits, '-', '_', '.' or ':'";
    }
    return null;
  }

  /** Tells whether a character may stand in a name, after its start. */
  static boolean isPart(char c) {
    return isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static String described(int codePoint) {
    if (codePoint == ' ') {
      return "a space";
    }
    if (codePoint == '\t') {
      return "a tab";
    }
    // What cannot be seen is named by its number: a no-break space looks like any other.
    return Shown.isPlain(codePoint)
        ? "'" + Character.toString(codePoint) + "'"
        : String.format("the character U+%04X", codePoint);
  }
}
