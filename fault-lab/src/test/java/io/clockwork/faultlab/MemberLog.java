package io.clockwork.faultlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a member said of views and runs; reads on from where it was each time it is asked. */
final class MemberLog {
  private static final int TAIL = 20;
  private static final Pattern VIEW =
      Pattern.compile("(\\S+Z) +\\S+ +\\S+ sees view (\\[[^]]+] \\(\\d+\\) \\[([^]]*)])");
  private static final Pattern RUN =
      Pattern.compile("(\\S+Z) +\\S+ +Run (\\S+@\\S+) (?:is (\\w+)|(failed) on ).*");

  private static final Pattern ALARM =
      Pattern.compile(
          "(\\S+Z) +(?:WARN|ERROR) +(.*\\b(?:DOUBLED_RUN|STALE_COMPLETION|CLOCK_SKEW"
              + "|MULTICAST_FILTERED|JOURNAL_FAILED)\\b.*)");
  private static final Pattern STAMP = Pattern.compile("(\\d{4}-\\S+Z) .*");

  private final Path file;
  private final List<Sighting> sightings = new ArrayList<>();
  private final Map<String, Instant> ended = new HashMap<>();
  private final Map<String, Instant> called = new HashMap<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private Instant lastLine = Instant.EPOCH;
  private long position;

  MemberLog(Path file) {
    this.file = file;
  }

  /**
   * A view that a member installed.
   *
   * @param at when
   * @param view with its id
   * @param names the nodes in it, the coordinator first
   */
  record Sighting(Instant at, String view, List<String> names) {}

  /**
   * An alarm that a member raised.
   *
   * @param at when, by its own clock
   * @param text with its kind and what it is about
   */
  record Alarm(Instant at, String text) {}

  List<Alarm> alarms() {
    read();
    return List.copyOf(alarms);
  }

  /** Returns when the last line was written, by the member's own clock. */
  Instant lastLine() {
    read();
    return lastLine;
  }

  /** Returns the end of what it wrote. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the views so far: the process is a new one. */
  void restarted() {
    read();
    sightings.clear();
    ended.clear();
    called.clear();
  }

  List<Sighting> views() {
    read();
    return List.copyOf(sightings);
  }

  Optional<Sighting> lastView() {
    List<Sighting> all = views();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns by run id when this member learned that the run had ended, however it ended. */
  Map<String, Instant> ended() {
    read();
    return Map.copyOf(ended);
  }

  /** Returns by run id when this member had found it in time, and called its code. */
  Map<String, Instant> called() {
    read();
    return Map.copyOf(called);
  }

  private void read() {
    if (!file.toFile().exists()) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] news = new byte[Math.toIntExact(log.length() - position)];
      log.seek(position);
      log.readFully(news);
      int end = news.length;
      while (end > 0 && news[end - 1] != '\n') {
        end--;
      }
      position += end;
      new String(news, 0, end, UTF_8).lines().forEach(this::take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String line) {
    Matcher stamp = STAMP.matcher(line);
    if (stamp.matches()) {
      lastLine = Instant.parse(stamp.group(1));
    }
    Matcher alarm = ALARM.matcher(line);
    if (alarm.matches()) {
      alarms.add(new Alarm(Instant.parse(alarm.group(1)), alarm.group(2)));
      return;
    }
    Matcher view = VIEW.matcher(line);
    if (view.matches()) {
      sightings.add(
          new Sighting(
              Instant.parse(view.group(1)),
              view.group(2),
              Arrays.asList(view.group(3).split(", "))));
      return;
    }
    Matcher run = RUN.matcher(line);
    if (run.matches() && "called".equals(run.group(3))) {
      called.putIfAbsent(run.group(2), Instant.parse(run.group(1)));
    } else if (run.matches() && !Set.of("CLAIMED", "RUNNING").contains("" + run.group(3))) {
      ended.putIfAbsent(run.group(2), Instant.parse(run.group(1)));
    }
  }
}
