package io.clockwork.faultlab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges fencing tokens: no two attempts of a job share one, and a later attempt has a higher. */
final class Tokens {
  private static final String NONE = "-";

  private Tokens() {}

  /** Returns what is wrong with those of some starts. */
  static List<String> wrong(List<Note> starts) {
    List<String> wrong = new ArrayList<>();
    Map<String, Note> holders = new HashMap<>();
    List<Note> told = starts.stream().filter(note -> !note.token().equals(NONE)).toList();
    for (Note note : told) {
      Note other = holders.putIfAbsent(note.job() + " " + note.token(), note);
      if (other != null) {
        wrong.add("token " + note.token() + " is shared by " + name(other) + " and " + name(note));
      }
    }
    told.stream()
        .collect(Collectors.groupingBy(Note::run))
        .values()
        .forEach(attempts -> addFalling(attempts, wrong));
    return wrong;
  }

  private static void addFalling(List<Note> attempts, List<String> wrong) {
    List<Note> inOrder = attempts.stream().sorted(Comparator.comparingInt(Note::attempt)).toList();
    for (int n = 1; n < inOrder.size(); n++) {
      Note before = inOrder.get(n - 1);
      Note after = inOrder.get(n);
      if (Long.parseLong(after.token()) <= Long.parseLong(before.token())) {
        wrong.add(
            "token falls from %s at %s to %s at %s"
                .formatted(before.token(), name(before), after.token(), name(after)));
      }
    }
  }

  private static String name(Note note) {
    return note.run() + " attempt " + note.attempt() + " on " + note.member();
  }
}
