package io.clockwork.benchmarks;

import io.clockwork.benchmarks.loopback.Growth;
import io.clockwork.benchmarks.workload.Result;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many members in this one JVM. */
@Command(
    name = "loopback",
    mixinStandardHelpOptions = true,
    description = "Counts what many members in one JVM tell one another, over shared loopback.")
final class LoopbackCommand implements Callable<Integer> {
  @Option(names = "--members", defaultValue = "10")
  private int members;

  @Option(
      names = "--voters",
      defaultValue = "5",
      description = "0 for a majority of all that are there")
  private int voters;

  @Option(names = "--jobs", defaultValue = "500")
  private int jobs;

  @Option(names = "--history", description = "what kept runs weigh, instead")
  private boolean history;

  @Option(names = "--into", defaultValue = "benchmarks/target/results")
  private Path into = Path.of("");

  @Override
  public Integer call() throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Map<String, Double> figures =
        history ? Growth.history() : new Growth(members, voters, jobs).play();
    Result result =
        new Result(
            history ? "loopback-history" : "loopback-" + jobs,
            "clockwork voters=" + voters,
            history ? 3 : members,
            figures,
            "");
    new Results(into.resolve("growth.jsonl")).add(result);
    System.out.println(result);
    return 0;
  }
}
