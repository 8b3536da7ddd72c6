package io.clockwork.benchmarks;

import io.clockwork.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the tables and charts of results that are there. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes the tables and charts of the results in a folder anew.")
final class ReportCommand implements Callable<Integer> {
  @Option(names = "--into", defaultValue = "docs/benchmarks")
  private Path into = Path.of("");

  @Override
  public Integer call() throws Exception {
    Report.of(new Results(into.resolve("results.jsonl")).read()).write(into);
    return 0;
  }
}
