package io.clockwork.launcher.file;

import io.clockwork.job.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads where a member keeps its journal. By default it keeps one, if it has a name of its own. */
final class JournalReader {
  private static final String NONE = "none";
  private static final String DEFAULT_FOLDER = "clockwork-journal";

  private final Problems problems;
  private final Section section;
  private final Values values;

  JournalReader(Problems problems, Section section, Values values) {
    this.problems = problems;
    this.section = section;
    this.values = values;
  }

  /**
   * Reads it; null if none is to be kept.
   *
   * @param overrides win over the file
   * @param cluster the cluster's name; null if it is wrong
   * @param member the member's name; null if it has none of its own
   */
  @Nullable JournalSpec read(
      Overrides overrides, @Nullable String cluster, @Nullable String member) {
    Path file = values.read("journal", "the path of a folder, or none", JournalReader::folder);
    Durability mode = values.read("durability", "sync or async", JournalReader::durability);
    Path given = overrides.journal() != null ? overrides.journal() : file;
    if (overrides.durability() != null) {
      mode = overrides.durability();
    }
    if (given != null && given.equals(Path.of(NONE))) {
      if (overrides.journal() == null && section.has("durability")) {
        problems.add(
            section.place("durability"),
            "durability",
            "goes with a journal only; leave it out, or let journal name a folder");
      }
      return null;
    }
    Durability durability = Objects.requireNonNullElse(mode, Durability.SYNC);
    if (given != null) {
      return new JournalSpec(given, durability);
    }
    if (cluster == null || member == null) {
      return null;
    }
    if (cluster.equals(".") || cluster.equals("..")) {
      problems.add(
          section.place("journal"),
          "journal",
          "has no default folder, as \"" + cluster + "\" is no name for one; write journal: DIR");
      return null;
    }
    return new JournalSpec(Path.of(DEFAULT_FOLDER, cluster, member), durability);
  }

  /**
   * Reads the folder of a journal, or {@code none}, which stands for itself.
   *
   * @throws IllegalArgumentException if it is blank or no path
   */
  static Path folder(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is blank; write the path of a folder, or none");
    }
    return Path.of(text);
  }

  /**
   * Reads how durable a journal is.
   *
   * @throws IllegalArgumentException if it is neither {@code sync} nor {@code async}
   */
  static Durability durability(String text) {
    return Choices.of("sync", Durability.SYNC, "async", Durability.ASYNC).apply(text);
  }

  /** Returns what looks like a mistake, a line each, though it is none. */
  static List<String> notes(
      Section section,
      @Nullable JournalSpec journal,
      Overrides overrides,
      @Nullable String member) {
    boolean asked = section.has("journal") || overrides.journal() != null;
    if (journal != null || asked || member != null) {
      return List.of();
    }
    return List.of(
        "this member keeps no journal, as it has no name of its own to find it by again; write"
            + " member: NAME, or use --member (journal: none says that none is wanted)");
  }
}
