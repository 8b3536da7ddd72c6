package io.clockwork.benchmarks;

import io.clockwork.benchmarks.report.Report;
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

/** Plays everything, and writes the tables and charts. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "Plays all workloads with all schedulers and writes results.jsonl, results.md and charts.",
      "The schedulers take turns, so that what disturbs the machine disturbs all alike."
    })
final class AllCommand implements Callable<Integer> {
  @Option(names = "--repetitions", defaultValue = "3", description = "the medians are told")
  private int repetitions;

  @Option(names = "--quick", description = "one repetition of a few seconds a row")
  private boolean quick;

  @Option(names = "--smoke", description = "only what needs no database, for a test; implies quick")
  private boolean smoke;

  @Option(names = "--workload", description = "only this, such as burst-10000; may be repeated")
  private List<String> workloads = new ArrayList<>();

  @Option(names = "--peer", description = "only this, such as hazelcast; may be repeated")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--variant",
      description =
          "only as it is named in the tables: clockwork, \"clockwork network=tcp\"; may be repeated")
  private List<String> variants = new ArrayList<>();

  @Option(names = "--add", description = "add to the results that are there")
  private boolean add;

  @Option(
      names = "--into",
      description = "a folder; docs/benchmarks, or benchmarks/target/quick with --quick")
  private Path into = Path.of("");

  @Option(
      names = "--logs",
      defaultValue = "benchmarks/target/logs",
      description = "a folder for what the processes print")
  private Path logs = Path.of("");

  @Override
  public Integer call() throws Exception {
    boolean small = quick || smoke;
    if (into.toString().isEmpty()) {
      into = Path.of(small ? "benchmarks/target/quick" : "docs/benchmarks");
    }
    Results results = new Results(into.resolve("results.jsonl"));
    if (!add) {
      Files.deleteIfExists(results.file());
    }
    Files.createDirectories(logs);
    boolean whole = true;
    for (Plan.Row row : smoke ? Plan.smoke() : Plan.full()) {
      if (wanted(workloads, row.name())) {
        whole &= play(row, new Sizes(small), small ? 1 : repetitions, results);
      }
    }
    Report.of(results.read()).write(into);
    return whole ? 0 : 1;
  }

  private static boolean wanted(List<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }

  private boolean wanted(Contender contender) {
    return (peers.isEmpty() && variants.isEmpty())
        || peers.contains(contender.peer())
        || variants.contains(contender.name());
  }

  private boolean play(Plan.Row row, Sizes sizes, int times, Results results)
      throws IOException, InterruptedException {
    Workload workload = sizes.workload(row.kind(), row.jobs());
    for (Map.Entry<String, String> refused : row.refused().entrySet()) {
      Contender contender = Contender.parse(refused.getKey());
      if (wanted(contender)) {
        String reason = "not played: " + refused.getValue();
        results.add(
            new Result(workload.name(), contender.name(), contender.members(), Map.of(), reason));
      }
    }
    boolean whole = true;
    for (int time = 0; time < times; time++) {
      for (Contender contender : row.contenders()) {
        if (wanted(contender)) {
          Result result = play(workload, contender);
          whole &= result.reason().isEmpty();
          results.add(result);
          System.out.println(result);
        }
      }
    }
    return whole;
  }

  /** One that fails is told in its row, and does not end the others. */
  private Result play(Workload workload, Contender contender) throws InterruptedException {
    try {
      return contender.play(workload, logs);
    } catch (IOException | RuntimeException e) {
      return new Result(
          workload.name(), contender.name(), contender.members(), Map.of(), "failed: " + e);
    }
  }
}
