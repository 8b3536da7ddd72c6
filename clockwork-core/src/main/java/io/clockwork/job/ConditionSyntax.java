package io.clockwork.job;

/** The parser's errors: where, what stands there, what would be right, and a caret below. */
final class ConditionSyntax {

  private static final String TERM = "\"success(\", \"failure(\", \"done(\", \"not\" or \"(\"";

  /** Characters of the text shown on each side of an error. */
  private static final int CONTEXT = 40;

  private ConditionSyntax() {}

  static IllegalArgumentException expectedTerm(String text, int at) {
    return expected(text, at, TERM, Suggestion.forTerm(wordAt(text, at), foundAt(text, at)));
  }

  static IllegalArgumentException expectedConnective(String text, int at, boolean inGroup) {
    String found = foundAt(text, at);
    if (found.equals(")")) {
      return error(text, at, "there is no \"(\" that the \")\" at " + place(text, at) + " closes");
    }
    String what = inGroup ? "\"and\", \"or\" or \")\"" : "\"and\", \"or\" or the end";
    return expected(text, at, what, Suggestion.forConnective(found));
  }

  /** Makes the error "expected this at column 9, found that: hint". The hint may be empty. */
  static IllegalArgumentException expected(String text, int at, String what, String hint) {
    String found = at >= text.length() ? "the end" : Shown.quoted(foundAt(text, at));
    return error(
        text,
        at,
        "expected "
            + what
            + " at "
            + place(text, at)
            + ", found "
            + found
            + (hint.isEmpty() ? "" : ": " + hint));
  }

  /** Makes an error whose message shows the text around a position and points there. */
  static IllegalArgumentException error(String text, int at, String message) {
    int lineStart = lineStart(text, at);
    int lineEnd = text.indexOf('\n', at);
    int from = Math.max(lineStart, at - CONTEXT);
    int to = Math.min(lineEnd < 0 ? text.length() : lineEnd, at + CONTEXT);
    String before = (from > lineStart ? "..." : "") + Shown.plain(text.substring(from, at));
    String shown = "\n  " + before + Shown.plain(text.substring(at, to));
    return new IllegalArgumentException(
        message + shown.stripTrailing() + "\n  " + " ".repeat(before.length()) + "^");
  }

  /** Returns the longest run, possibly empty, of characters that words and names are made of. */
  static String wordAt(String text, int at) {
    int end = at;
    while (end < text.length() && JobName.isPart(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  /** Returns what stands there: a word with its "(", or a sign, or nothing at the end. */
  private static String foundAt(String text, int at) {
    if (at >= text.length()) {
      return "";
    }
    String word = wordAt(text, at);
    if (!word.isEmpty()) {
      return text.startsWith("(", at + word.length()) ? word + "(" : word;
    }
    String sign = Character.toString(text.codePointAt(at));
    return text.startsWith(sign, at + sign.length()) && "&|".contains(sign) ? sign + sign : sign;
  }

  private static String place(String text, int at) {
    int lineStart = lineStart(text, at);
    String column = "column " + (at - lineStart + 1);
    if (text.indexOf('\n') < 0) {
      return column;
    }
    long line = 1 + text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return "line " + line + ", " + column;
  }

  private static int lineStart(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }
}
