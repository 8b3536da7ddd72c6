package io.clockwork.benchmarks;

import io.clockwork.benchmarks.workload.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one workload with one scheduler. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Plays one workload with one scheduler, and prints what was measured.")
final class RunCommand implements Callable<Integer> {
  @Parameters(index = "0", description = "burst, steady, hop, force, kill, freeze or idle")
  private String workload = "";

  @Option(
      names = "--peer",
      defaultValue = "clockwork",
      description =
          "clockwork, hazelcast, quartz-jdbc, db-scheduler, jobrunr, quartz-ram or jgroups")
  private String peer = "";

  @Option(
      names = "--jobs",
      defaultValue = "0",
      description = "how many; of hop and force, how many rounds; 0 for the usual number")
  private int jobs;

  @Option(names = "--members", defaultValue = "0", description = "0 for the usual number")
  private int members;

  @Option(names = "--quick", description = "few jobs and little time, to see that it works")
  private boolean quick;

  @Option(names = "--option", description = "key=value, for the scheduler; may be repeated")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "--folder", defaultValue = "benchmarks/target/results")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    Contender usual = Contender.parse(peer);
    Contender contender =
        new Contender(peer, members == 0 ? usual.members() : members, Contender.WORKERS, options);
    Result result = contender.play(new Sizes(quick).workload(workload, jobs), folder);
    new Results(folder.resolve("results.jsonl")).add(result);
    System.out.println(result);
    return 0;
  }
}
