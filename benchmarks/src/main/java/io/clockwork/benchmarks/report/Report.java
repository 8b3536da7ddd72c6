package io.clockwork.benchmarks.report;

import io.clockwork.benchmarks.workload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes results as tables and charts. */
public final class Report {
  /** What is drawn of a workload, by the beginning of its name. */
  private static final Map<String, String> DRAWN =
      Map.of(
          "burst", "runs/s",
          "steady", "late p99, ms",
          "hop", "p50, ms",
          "force", "p50, ms",
          "kill", "longest gap, ms",
          "freeze", "longest gap, ms",
          "idle", "registered/s");

  private final Tables tables;

  private Report(Tables tables) {
    this.tables = tables;
  }

  /** Makes a report of results, several of which may be repetitions of the same. */
  public static Report of(List<Result> results) {
    return new Report(new Tables(results));
  }

  /** Writes {@code results.md} and the charts into a folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder();
    text.append("<!-- Written by the harness. What it means stands in README.md. -->\n\n");
    text.append("# What was measured\n\n").append(Machine.describe()).append("\n");
    text.append(
        "Medians of the repetitions; of lost, doubled and early runs, the worst repetition.\n");
    text.append("Three members, unless the scheduler has no cluster.\n");
    text.append("\n## What Clockwork is to reach\n\n").append(tables.bars(Bar.all()));
    for (String workload : tables.byWorkload().keySet()) {
      text.append("\n## ").append(workload).append("\n\n").append(tables.workload(workload));
      Map<String, Double> drawn = drawn(workload);
      if (!drawn.isEmpty()) {
        String file = workload + ".svg";
        Files.writeString(
            folder.resolve(file), BarChart.draw(workload + ": " + figure(workload), drawn));
        text.append("\n![").append(workload).append("](").append(file).append(")\n");
      }
    }
    Files.writeString(folder.resolve("results.md"), text);
  }

  private static String figure(String workload) {
    return DRAWN.getOrDefault(workload.replaceFirst("-.*", ""), "");
  }

  private Map<String, Double> drawn(String workload) {
    Map<String, Double> values = new LinkedHashMap<>();
    tables
        .byWorkload()
        .getOrDefault(workload, Map.of())
        .values()
        .forEach(
            summary ->
                summary
                    .figure(figure(workload))
                    .ifPresent(value -> values.put(summary.system(), value)));
    return values;
  }
}
