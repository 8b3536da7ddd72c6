package io.clockwork.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses what was meant by a word that a condition does not know. */
final class Suggestion {

  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("&", "and"),
          Map.entry("&&", "and"),
          Map.entry("+", "and"),
          Map.entry("|", "or"),
          Map.entry("||", "or"),
          Map.entry("!", "not"),
          Map.entry("ok", "success"),
          Map.entry("succeeded", "success"),
          Map.entry("successful", "success"),
          Map.entry("fail", "failure"),
          Map.entry("failed", "failure"),
          Map.entry("error", "failure"),
          Map.entry("end", "done"),
          Map.entry("ended", "done"),
          Map.entry("finished", "done"),
          Map.entry("completed", "done"));

  private Suggestion() {}

  /** Returns a question to the user, or an empty text. The word lacks the "(" of what was found. */
  static String forTerm(String word, String found) {
    String meant =
        nearest(word.isEmpty() ? found : word, List.of("success", "failure", "done", "not"));
    if (!meant.isEmpty()) {
      return "did you mean " + meant + "?";
    }
    boolean connective = word.equalsIgnoreCase("and") || word.equalsIgnoreCase("or");
    boolean bareName = word.equals(found) && !connective && JobName.problem(word) == null;
    return bareName ? "did you mean " + Shown.quoted("success(" + word + ")") + "?" : "";
  }

  /** Returns a question to the user, or an empty text. */
  static String forConnective(String found) {
    if (found.equals(",")) {
      return "join conditions by \"and\" or \"or\"";
    }
    String meant = nearest(found, List.of("and", "or"));
    return meant.isEmpty() ? "" : "did you mean " + meant + "?";
  }

  private static String nearest(String word, List<String> candidates) {
    String lower = word.toLowerCase(Locale.ROOT);
    String other = OTHER_WORDS.getOrDefault(lower, "");
    if (candidates.contains(other)) {
      return other;
    }
    // Longer words than this are no slip of the pen, and the distance takes quadratic time.
    if (lower.length() > 12) {
      return "";
    }
    String best = "";
    int bestDistance = lower.length() <= 4 ? 2 : 3;
    for (String candidate : candidates) {
      int distance = distance(lower, candidate);
      if (distance < bestDistance && distance < candidate.length()) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Counts the letters to add, drop, replace or swap with their neighbour to get from a to b. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
