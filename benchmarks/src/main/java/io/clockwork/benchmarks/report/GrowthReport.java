package io.clockwork.benchmarks.report;

import io.clockwork.benchmarks.workload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes how figures grow with the number of members or of jobs. */
public final class GrowthReport {
  /** Beyond this a figure is called worse than linear: below, it may be chance. */
  private static final double LINEAR = 1.15;

  /**
   * What is drawn together.
   *
   * @param file the chart's name, without its ending
   * @param title what it says
   * @param workload the workload's name, or its beginning if jobs are across
   * @param jobs whether the number of jobs is across, and not that of members
   * @param figures the figures
   */
  private record Chart(
      String file, String title, String workload, boolean jobs, List<String> figures) {}

  private static final List<Chart> CHARTS =
      List.of(
          new Chart(
              "members-speed",
              "10,000 jobs at once: runs/s",
              "burst-10000",
              false,
              List.of("runs/s")),
          new Chart(
              "members-cost",
              "10,000 jobs at once: cost of a run",
              "burst-10000",
              false,
              List.of("packets/run", "bytes/run", "CPU s/1000 runs")),
          new Chart(
              "members-frames",
              "frames of one run, in one JVM",
              "loopback-500",
              false,
              List.of("multicasts/run", "unicasts/run", "deliveries/run")),
          new Chart(
              "members-bytes",
              "bytes of one run, in one JVM",
              "loopback-500",
              false,
              List.of("bytes/run")),
          new Chart(
              "members-views",
              "until all agree on a view, ms",
              "loopback-500",
              false,
              List.of("leaving: view, ms", "joining: of use, ms", "crash: view, ms")),
          new Chart(
              "members-handover",
              "frames of a handover",
              "loopback-500",
              false,
              List.of("leaving: frames", "joining: frames")),
          new Chart(
              "members-heap",
              "heap of a member without jobs, KB",
              "loopback-500",
              false,
              List.of("heap/member, KB")),
          new Chart(
              "jobs-heap",
              "heap of a job, bytes in each member",
              "idle-",
              true,
              List.of("heap bytes/job, mean")),
          new Chart("jobs-register", "registering, jobs/s", "idle-", true, List.of("registered/s")),
          new Chart(
              "jobs-idle", "idle, CPU % of all members", "idle-", true, List.of("idle CPU %")),
          new Chart(
              "jobs-joiner",
              "what a joiner is told, bytes",
              "loopback-",
              true,
              List.of("joining: bytes")),
          new Chart(
              "jobs-joining",
              "until a joiner knows all, ms",
              "loopback-",
              true,
              List.of("joining: knows all, ms")));

  private final List<Result> results;

  /** Makes a report of results. */
  public GrowthReport(List<Result> results) {
    this.results = List.copyOf(results);
  }

  /** Writes {@code growth.md} and the charts into a folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder();
    text.append("<!-- Written by the harness. What follows from it stands in scale.md. -->\n\n");
    text.append("# How cost grows\n\n").append(Machine.describe()).append("\n");
    text.append("The exponent is that of a power law through the first and the last point: 0 does");
    text.append(" not grow, 1 grows in proportion.\n");
    for (Chart chart : CHARTS) {
      Map<String, SortedMap<Double, Double>> lines = lines(chart);
      if (!lines.isEmpty()) {
        String across = chart.jobs() ? "jobs" : "members";
        Files.writeString(
            folder.resolve(chart.file() + ".svg"), LineChart.draw(chart.title(), across, lines));
        text.append("\n## ").append(chart.title()).append("\n\n").append(table(across, lines));
        text.append("\n![").append(chart.title()).append("](").append(chart.file());
        text.append(".svg)\n");
      }
    }
    text.append("\n## All figures\n");
    Map<String, List<Result>> byWorkload = new LinkedHashMap<>();
    results.forEach(
        result ->
            byWorkload
                .computeIfAbsent(
                    result.workload() + ", " + result.members() + " members",
                    any -> new ArrayList<>())
                .add(
                    new Result(
                        result.workload() + ", " + result.members() + " members",
                        result.system(),
                        result.members(),
                        result.figures(),
                        result.reason())));
    byWorkload.forEach(
        (name, all) ->
            text.append("\n### ")
                .append(name)
                .append("\n\n")
                .append(new Tables(all).workload(name)));
    Files.writeString(folder.resolve("growth.md"), text);
  }

  private Map<String, SortedMap<Double, Double>> lines(Chart chart) {
    Map<String, SortedMap<Double, Double>> lines = new LinkedHashMap<>();
    for (Result result : results) {
      boolean wanted =
          chart.jobs()
              ? result.members() == 3 && result.workload().matches(chart.workload() + "\\d+")
              : result.workload().equals(chart.workload());
      for (String figure : chart.figures()) {
        Double value = result.figures().get(figure);
        if (wanted && value != null) {
          double x =
              chart.jobs()
                  ? Double.parseDouble(result.workload().replaceFirst(".*-", ""))
                  : result.members();
          lines
              .computeIfAbsent(
                  chart.jobs() ? figure : figure + " " + system(result), any -> new TreeMap<>())
              .put(x, value);
        }
      }
    }
    lines.values().removeIf(line -> line.size() < 2);
    return lines;
  }

  private static String system(Result result) {
    return result.system().replaceFirst("^clockwork ?", "").replace("voters=0", "all vote");
  }

  private static String table(String across, Map<String, SortedMap<Double, Double>> lines) {
    List<Double> xs =
        lines.values().stream()
            .flatMap(line -> line.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    StringBuilder text = new StringBuilder("| ").append(across).append(" |");
    xs.forEach(x -> text.append(' ').append(Tables.number(x)).append(" |"));
    text.append(" exponent |\n|---|").append("---|".repeat(xs.size() + 1)).append('\n');
    lines.forEach(
        (name, line) -> {
          text.append("| ").append(name.strip()).append(" |");
          for (Double x : xs) {
            Double value = line.get(x);
            text.append(' ').append(value == null ? "–" : Tables.number(value)).append(" |");
          }
          double exponent = exponent(line);
          text.append(Double.isFinite(exponent) ? String.format(" %.2f", exponent) : " –");
          text.append(exponent > LINEAR ? ", **worse than linear** |\n" : " |\n");
        });
    return text.toString();
  }

  /** Returns k of a power law y = a · x^k through the first and the last point. */
  static double exponent(SortedMap<Double, Double> line) {
    List<Map.Entry<Double, Double>> points = List.copyOf(line.entrySet());
    Map.Entry<Double, Double> first = points.get(0);
    Map.Entry<Double, Double> last = points.get(points.size() - 1);
    return Math.log(last.getValue() / first.getValue()) / Math.log(last.getKey() / first.getKey());
  }
}
