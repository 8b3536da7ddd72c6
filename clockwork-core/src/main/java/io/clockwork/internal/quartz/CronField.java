package io.clockwork.internal.quartz;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a cron expression: its bounds and its list of values, ranges and steps.
 *
 * <p>Quartz takes what it can read and drops the rest without a word: {@code 5X} is 5, {@code
 * MON-FRI/2} is MON-FRI, {@code 1-9/0} is 1. So our own grammar stands in front of it, and is
 * narrower.
 */
enum CronField {
  SECONDS("seconds", 0, 59, List.of()),
  MINUTES("minutes", 0, 59, List.of()),
  HOURS("hours", 0, 23, List.of()),
  DAY_OF_MONTH("day of month", 1, 31, List.of()),
  MONTH(
      "month",
      1,
      12,
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
  DAY_OF_WEEK("day of week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
  YEAR("year", UtcCron.FIRST_YEAR, UtcCron.LAST_YEAR, List.of());

  private static final Pattern ITEM =
      Pattern.compile("(\\*|[0-9]{1,4}|[A-Z]{3})(?:-([0-9]{1,4}|[A-Z]{3}))?(?:/([0-9]{1,4}))?");

  final String label;
  private final int min;
  private final int max;

  @SuppressWarnings("ImmutableEnumChecker") // always List.of
  private final List<String> names;

  CronField(String label, int min, int max, List<String> names) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.names = names;
  }

  /**
   * The values that a field's text stands for.
   *
   * @throws IllegalArgumentException if the text is no list of values, ranges and steps; its
   *     message names the field and not the expression
   */
  BitSet values(String text) {
    BitSet values = new BitSet(max + 1);
    for (String item : text.split(",", -1)) {
      addItem(item, text, values);
    }
    return values;
  }

  private void addItem(String item, String text, BitSet values) {
    Matcher parts = ITEM.matcher(item);
    if (!parts.matches()) {
      throw bad(text, "'" + item + "' is not understood");
    }
    boolean any = parts.group(1).equals("*");
    int step = parts.group(3) == null ? 1 : step(parts.group(3), text);
    int first = any ? min : value(parts.group(1), text);
    int last;
    if (parts.group(2) != null) {
      if (any) {
        throw bad(text, "a range cannot begin with '*'");
      }
      last = value(parts.group(2), text);
    } else {
      last = any || parts.group(3) != null ? max : first;
    }
    if (parts.group(3) != null && item.chars().anyMatch(Character::isLetter)) {
      throw bad(text, "a step goes with numbers and not with names");
    }
    if (last < first && this == YEAR) {
      throw bad(text, "a range of years cannot run backwards");
    }
    // A range such as 22-2 runs over the end of the day, week, month or year, as in Quartz.
    int size = max - min + 1;
    for (int v = first; v <= (last < first ? last + size : last); v += step) {
      values.set(v > max ? v - size : v);
    }
  }

  private int value(String word, String text) {
    if (Character.isLetter(word.charAt(0))) {
      int index = names.indexOf(word);
      if (index < 0) {
        throw bad(text, "'" + word + "' is no name for it");
      }
      return index + min;
    }
    int value = Integer.parseInt(word);
    if (value < min || value > max) {
      throw bad(text, word + " is out of range");
    }
    return value;
  }

  private int step(String word, String text) {
    int step = Integer.parseInt(word);
    if (step < 1 || step > max) {
      throw bad(text, "a step must be between 1 and " + max);
    }
    return step;
  }

  /** The error for this field, with what would be right. */
  IllegalArgumentException bad(String text, String what) {
    StringBuilder right = new StringBuilder();
    right.append("it takes values from ").append(min).append(" to ").append(max);
    if (!names.isEmpty()) {
      right.append(" (").append(names.get(0)).append(" to ");
      right.append(names.get(names.size() - 1)).append(')');
    }
    right.append(", ranges (a-b), steps (*/n, a/n, a-b/n), lists of these (a,b) and *");
    if (this == DAY_OF_MONTH) {
      right.append("; also ?, L, L-n (n to 30), and alone LW, L-nW and nW");
    } else if (this == DAY_OF_WEEK) {
      right.append("; also ?, and alone L, nL and n#1 to n#5");
    }
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT, "the field %s, '%s', is wrong: %s; %s", label, text, what, right));
  }
}
