package io.clockwork.benchmarks.report;

import io.clockwork.benchmarks.workload.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Writes what was measured as Markdown tables. */
final class Tables {
  private final Map<String, Map<String, Summary>> byWorkload = new LinkedHashMap<>();

  Tables(List<Result> results) {
    Map<String, List<Result>> grouped = new LinkedHashMap<>();
    results.forEach(
        result -> grouped.computeIfAbsent(result.workload(), any -> new ArrayList<>()).add(result));
    grouped.forEach((workload, all) -> byWorkload.put(workload, Summary.of(all)));
  }

  Map<String, Map<String, Summary>> byWorkload() {
    return byWorkload;
  }

  /** Returns three figures that count, with thousands apart. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }

  /** Returns a table of one workload: a scheduler a line, a figure a column. */
  String workload(String workload) {
    Map<String, Summary> summaries = byWorkload.getOrDefault(workload, Map.of());
    Set<String> names = new LinkedHashSet<>();
    summaries.values().forEach(summary -> names.addAll(summary.figures().keySet()));
    StringBuilder text = new StringBuilder("| scheduler | runs |");
    names.forEach(name -> text.append(' ').append(name).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(names.size())).append('\n');
    for (Summary summary : summaries.values()) {
      text.append("| ").append(summary.system()).append(" | ").append(summary.repetitions());
      text.append(" |");
      if (summary.repetitions() == 0) {
        text.append(' ').append(String.join("; ", summary.reasons()).replace('|', '/'));
        text.append(" |").append(" |".repeat(Math.max(0, names.size() - 1))).append('\n');
        continue;
      }
      for (String name : names) {
        OptionalDouble value = summary.figure(name);
        text.append(' ').append(value.isPresent() ? number(value.getAsDouble()) : "–").append(" |");
      }
      text.append('\n');
    }
    summaries.values().stream()
        .filter(summary -> summary.repetitions() > 0 && !summary.reasons().isEmpty())
        .forEach(
            summary ->
                text.append("\n")
                    .append(summary.system())
                    .append(", in other repetitions: ")
                    .append(String.join("; ", summary.reasons()))
                    .append('\n'));
    return text.toString();
  }

  /** Returns the table of the bars. */
  String bars(List<Bar> bars) {
    StringBuilder text =
        new StringBuilder(
            "| workload | figure | Clockwork | bar | the other | ratio | reached |\n"
                + "|---|---|---|---|---|---|---|\n");
    for (Bar bar : bars) {
      Map<String, Summary> summaries = byWorkload.getOrDefault(bar.workload(), Map.of());
      OptionalDouble own = figure(summaries, bar.system(), bar.figure());
      OptionalDouble other =
          bar.other().isEmpty()
              ? OptionalDouble.empty()
              : figure(summaries, bar.other(), bar.figure());
      boolean measured = own.isPresent() && (bar.other().isEmpty() || other.isPresent());
      text.append("| ").append(bar.workload()).append(" | ").append(bar.figure()).append(" | ");
      text.append(own.isPresent() ? number(own.getAsDouble()) : "–").append(" | ");
      text.append(bar.text()).append(" | ");
      text.append(other.isPresent() ? number(other.getAsDouble()) : "–").append(" | ");
      text.append(measured && other.isPresent() ? ratio(own, other) : "–").append(" | ");
      text.append(measured ? verdict(bar, own, other) : "not measured").append(" |\n");
    }
    return text.toString();
  }

  private static String ratio(OptionalDouble own, OptionalDouble other) {
    return number(own.getAsDouble() / other.getAsDouble());
  }

  private static String verdict(Bar bar, OptionalDouble own, OptionalDouble other) {
    return bar.isReached(own.getAsDouble(), other.orElse(Double.NaN)) ? "yes" : "**no**";
  }

  private static OptionalDouble figure(
      Map<String, Summary> summaries, String system, String figure) {
    Summary summary = summaries.get(system);
    return summary == null ? OptionalDouble.empty() : summary.figure(figure);
  }
}
