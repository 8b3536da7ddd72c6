package io.clockwork.launcher.file;

import io.clockwork.Clockwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which members vote. */
final class VotersReader {
  private static final String EXAMPLE = "[node-1, node-2, node-3]";

  private final Problems problems;
  private final Section section;
  private final Values values;

  VotersReader(Problems problems, Section section, Values values) {
    this.problems = problems;
    this.section = section;
    this.values = values;
  }

  /** Reads their names; none if every side of a partition is to go on. */
  List<String> read(List<String> overrides) {
    List<String> file = values.texts("voters", EXAMPLE, PlacementReader::member);
    if (file != null && !file.isEmpty()) {
      try {
        // The builder knows what else is right; asking it keeps that in one place.
        var unused = Clockwork.cluster("any").majorityOf(file.toArray(new String[0]));
      } catch (IllegalArgumentException e) {
        problems.add(section.place("voters"), "voters", String.valueOf(e.getMessage()));
      }
    }
    return !overrides.isEmpty() ? overrides : file == null ? List.of() : file;
  }

  /** Returns what looks like a mistake, a line each, though it is none. */
  static List<String> notes(List<String> voters, @Nullable String member) {
    if (voters.isEmpty() || member != null) {
      return List.of();
    }
    return List.of(
        "voters are "
            + String.join(", ", voters)
            + ", and this member has no vote, as it has no name of its own; if it is one of them,"
            + " write member: NAME, or use --member");
  }
}
