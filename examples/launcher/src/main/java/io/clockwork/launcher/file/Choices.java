package io.clockwork.launcher.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Readers of values that are one of a few words. */
final class Choices {
  private Choices() {}

  static <T> Function<String, T> of(String first, T firstValue, String second, T secondValue) {
    Map<String, T> choices = new LinkedHashMap<>();
    choices.put(first, firstValue);
    choices.put(second, secondValue);
    return of(choices);
  }

  /**
   * Returns a reader that throws an {@link IllegalArgumentException} for any other word, which
   * names the near one, or all.
   */
  static <T> Function<String, T> of(Map<String, T> choices) {
    return text -> {
      T value = choices.get(text);
      if (value == null) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is not known here; " + Suggestions.hint(text, choices.keySet()));
      }
      return value;
    };
  }
}
