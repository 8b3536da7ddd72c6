package io.clockwork.faultlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run wrote about itself, by note.c.
 *
 * @param start whether it began then, else it ended
 * @param at when, by the machine's clock, which all hosts share
 * @param job its job
 * @param run its id
 * @param fireTime what it is for
 * @param attempt which try
 * @param member where
 * @param token its fencing token, or {@code -}
 */
record Note(
    boolean start,
    Instant at,
    String job,
    String run,
    Instant fireTime,
    int attempt,
    String member,
    String token) {

  private static final int WORDS = 8;

  /** Reads what all runs wrote into a folder so far, in the order of time. */
  static List<Note> readAll(Path folder) {
    List<Note> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".notes")).toList()) {
        String text = Files.readString(file);
        // What follows the last line's end is being written just now.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Note::parse).forEach(notes::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    notes.sort(Comparator.comparing(Note::at));
    return notes;
  }

  static Note parse(String line) {
    String[] words = line.split(" ");
    if (words.length != WORDS) {
      throw new IllegalArgumentException("no note: " + line);
    }
    return new Note(
        words[0].equals("start"),
        Instant.EPOCH.plus(Long.parseLong(words[1]), ChronoUnit.MICROS),
        words[2],
        words[3],
        Instant.parse(words[4]),
        Integer.parseInt(words[5]),
        words[6],
        words[7]);
  }
}
