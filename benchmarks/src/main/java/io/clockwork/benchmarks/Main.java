package io.clockwork.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import io.clockwork.benchmarks.workload.Burst;
import io.clockwork.benchmarks.workload.Ensemble;
import io.clockwork.benchmarks.workload.Failover;
import io.clockwork.benchmarks.workload.Idle;
import io.clockwork.benchmarks.workload.Latency;
import io.clockwork.benchmarks.workload.Result;
import io.clockwork.benchmarks.workload.Steady;
import io.clockwork.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays workloads, one after the other, and writes down what came of them. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Plays one workload with one scheduler and appends the result to a file.")
public final class Main implements Callable<Integer> {
  @Parameters(index = "0", description = "burst, steady, hop, force, kill, freeze or idle")
  private String workload = "";

  @Option(names = "--peer", defaultValue = "clockwork", description = "which scheduler")
  private String peer = "";

  @Option(names = "--jobs", defaultValue = "0", description = "how many; 0 for the usual number")
  private int jobs;

  @Option(names = "--members", defaultValue = "3")
  private int members;

  @Option(names = "--workers", defaultValue = "10", description = "on each member")
  private int workers;

  @Option(names = "--lead", defaultValue = "10", description = "seconds to register in")
  private int lead;

  @Option(names = "--seconds", defaultValue = "20", description = "how long to watch")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "300", description = "of hop and force")
  private int rounds;

  @Option(names = "--option", description = "key=value, for the scheduler; may be repeated")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "--folder", defaultValue = "benchmarks/target/results")
  private Path folder = Path.of("");

  private Main() {}

  /** Plays what the arguments say. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Workload played = workload();
    Map<String, Double> figures;
    try (Ensemble ensemble =
        Ensemble.start(peer, members, played.wantsAdmin(), workers, options, List.of(), folder)) {
      figures = played.play(ensemble);
    }
    Result result = new Result(played.name(), system(), figures);
    write(result);
    System.out.println(text(result));
    return 0;
  }

  private Workload workload() {
    Duration time = Duration.ofSeconds(lead);
    return switch (workload) {
      case "burst" -> new Burst(jobs == 0 ? 10_000 : jobs, time);
      case "steady" -> new Steady(jobs == 0 ? 1_000 : jobs, time, seconds);
      case "hop" -> new Latency(true, rounds);
      case "force" -> new Latency(false, rounds);
      case "kill" -> new Failover(jobs == 0 ? 30 : jobs, false);
      case "freeze" -> new Failover(jobs == 0 ? 30 : jobs, true);
      case "idle" -> new Idle(jobs == 0 ? 100_000 : jobs, seconds);
      default ->
          throw new IllegalArgumentException(
              "no workload is called "
                  + workload
                  + "; there are burst, steady, hop, force, kill, freeze, idle");
    };
  }

  private String system() {
    return options.isEmpty() ? peer : peer + " " + String.join(" ", options.values());
  }

  private void write(Result result) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("workload", result.workload());
    line.put("system", result.system());
    line.put("members", members);
    line.put("figures", result.figures());
    Files.writeString(
        folder.resolve("results.jsonl"),
        JSON.std.asString(line) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String text(Result result) {
    StringBuilder text = new StringBuilder(result.workload() + " " + result.system() + ":");
    result
        .figures()
        .forEach((name, value) -> text.append(String.format("%n  %-24s %,12.3f", name, value)));
    return text.toString();
  }
}
