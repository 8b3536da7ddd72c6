package io.clockwork.benchmarks;

import io.clockwork.benchmarks.report.GrowthReport;
import io.clockwork.benchmarks.workload.Result;
import io.clockwork.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How Clockwork's cost grows. */
@Command(
    name = "grow",
    mixinStandardHelpOptions = true,
    description = "Measures how Clockwork's cost grows, and writes growth.md and charts.")
final class GrowCommand implements Callable<Integer> {
  private static final int[] MEMBERS = {1, 2, 3, 5, 7};
  private static final int[] MANY = {10, 25, 50, 100};
  private static final int[] JOBS = {1_000, 10_000, 100_000, 1_000_000};

  @Option(
      names = "--part",
      description = "only members, jobs, loopback, joiner or history; may be repeated")
  private List<String> parts = new ArrayList<>();

  @Option(names = "--add", description = "add to the results that are there")
  private boolean add;

  @Option(names = "--most", defaultValue = "1000000", description = "leave out what is more")
  private int most;

  @Option(names = "--into", defaultValue = "docs/benchmarks")
  private Path into = Path.of("");

  @Option(names = "--logs", defaultValue = "benchmarks/target/logs")
  private Path logs = Path.of("");

  @Override
  public Integer call() throws Exception {
    Results results = new Results(into.resolve("growth.jsonl"));
    if (!add) {
      Files.deleteIfExists(results.file());
    }
    Files.createDirectories(logs);
    if (wanted("members")) {
      members(results);
    }
    if (wanted("jobs")) {
      jobs(results);
    }
    if (wanted("loopback")) {
      for (int many : MANY) {
        for (int voters : new int[] {5, 0}) {
          loopback("--members", "" + many, "--voters", "" + voters, "--jobs", "500");
        }
      }
    }
    if (wanted("joiner")) {
      for (int jobs : JOBS) {
        if (jobs <= 100_000) {
          loopback("--members", "3", "--voters", "3", "--jobs", "" + jobs);
        }
      }
    }
    if (wanted("history")) {
      loopback("--history");
    }
    new GrowthReport(results.read()).write(into);
    return 0;
  }

  private boolean wanted(String part) {
    return parts.isEmpty() || parts.contains(part);
  }

  private void members(Results results) throws IOException, InterruptedException {
    Sizes sizes = new Sizes(false);
    for (int number : MEMBERS) {
      play(results, Contender.parse("clockwork").members(number), sizes.workload("burst", 10_000));
      if (number > 1) {
        play(results, Contender.parse("clockwork").members(number), sizes.workload("hop", 100));
      }
    }
  }

  private void jobs(Results results) throws IOException, InterruptedException {
    for (int jobs : JOBS) {
      if (jobs <= most) {
        play(
            results,
            Contender.parse("clockwork jvm=-Xmx4g"),
            new Sizes(false).workload("idle", jobs));
      }
    }
  }

  private void play(Results results, Contender contender, Workload workload)
      throws IOException, InterruptedException {
    Result result;
    try {
      result = contender.play(workload, logs);
    } catch (IOException | RuntimeException e) {
      result =
          new Result(
              workload.name(), contender.name(), contender.members(), Map.of(), "failed: " + e);
    }
    results.add(result);
    System.out.println(result);
  }

  /** Each in a JVM of its own, so that one's garbage is not the other's heap. */
  private void loopback(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx4g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "loopback", "--into", into.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(logs.resolve("loopback.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      System.out.println("failed: " + String.join(" ", arguments) + ", see " + logs);
    }
  }
}
