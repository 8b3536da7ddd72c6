package io.clockwork.job;

/**
 * Makes text from outside fit to stand in an error message: short, on one line, and without
 * characters that command a terminal or turn the direction of writing.
 */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** Returns the text in double quotes, cut to 60 characters. */
  static String quoted(String text) {
    boolean cut = text.length() > LONGEST;
    return "\"" + plain(cut ? text.substring(0, LONGEST) : text) + (cut ? "...\"" : "\"");
  }

  /** Returns the text with a space or {@code '?'} for each character that would not show as one. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int step;
    for (int i = 0; i < text.length(); i += step) {
      int codePoint = text.codePointAt(i);
      step = Character.charCount(codePoint);
      if (isSpace(codePoint)) {
        plain.append(' ');
      } else if (isPlain(codePoint)) {
        plain.appendCodePoint(codePoint);
      } else {
        // As long as what it stands for, so that a caret below still points right.
        plain.append("?".repeat(step));
      }
    }
    return plain.toString();
  }

  /** Tells whether a character is free space: what Java or Unicode calls one. */
  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Tells whether a character shows as itself. */
  static boolean isPlain(int codePoint) {
    int type = Character.getType(codePoint);
    return !isSpace(codePoint)
        && type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED;
  }
}
