package io.clockwork.launcher.file;

import io.clockwork.Clockwork;
import io.clockwork.job.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says in place of the file. Null, or empty, where it says nothing.
 *
 * @param cluster as in the file
 * @param member as in the file
 * @param labels are added to those of the file, and win over them
 * @param stack as in the file
 * @param members as in the file
 * @param bind as in the file
 * @param port as in the file
 * @param voters as in the file
 * @param journal as in the file; the path {@code none} for none
 * @param durability as in the file
 * @param workers as in the file
 * @param grace as in the file
 */
public record Overrides(
    @Nullable String cluster,
    @Nullable String member,
    Map<String, String> labels,
    @Nullable String stack,
    List<String> members,
    @Nullable String bind,
    @Nullable Integer port,
    List<String> voters,
    @Nullable Path journal,
    @Nullable Durability durability,
    @Nullable Integer workers,
    @Nullable Duration grace) {

  /** Copies list and map. */
  public Overrides {
    labels = Map.copyOf(labels);
    members = List.copyOf(members);
    voters = List.copyOf(voters);
  }

  /**
   * Reads an option for {@link #journal()}.
   *
   * @param text a path, or {@code none}; null gives null
   * @throws IllegalArgumentException if it is no path
   */
  public static @Nullable Path journal(@Nullable String text) {
    return text == null ? null : JournalReader.folder(text);
  }

  /**
   * Reads an option for {@link #durability()}.
   *
   * @param text {@code sync} or {@code async}; null gives null
   * @throws IllegalArgumentException if it is another word
   */
  public static @Nullable Durability durability(@Nullable String text) {
    return text == null ? null : JournalReader.durability(text);
  }

  /**
   * Checks what can be checked without the file, so that a mistake on the command line is not taken
   * for one in the file.
   *
   * @throws IllegalArgumentException naming the option
   */
  void check() {
    Networks.checkOptions(members, port);
    if (!voters.isEmpty()) {
      option(
          "--voters " + String.join(",", voters),
          // The builder knows what is right; asking it keeps that in one place.
          () -> Clockwork.cluster("any").majorityOf(voters.toArray(new String[0])));
    }
    option(
        "--label",
        () -> {
          PlacementReader.checkLabels("self", labels);
          return labels;
        });
  }

  static void option(String option, Supplier<?> check) {
    try {
      var unused = check.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether the network is not the file's alone. */
  boolean changeNetwork() {
    return stack != null || !members.isEmpty() || bind != null || port != null;
  }

  /** Returns overrides that say nothing. */
  public static Overrides none() {
    return new Overrides(
        null, null, Map.of(), null, List.of(), null, null, List.of(), null, null, null, null);
  }
}
