package io.clockwork.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The harness: plays workloads with schedulers, and writes down what came of them. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      AllCommand.class,
      ReportCommand.class,
      LoopbackCommand.class,
      MicroCommand.class,
      GrowCommand.class
    },
    description = "Clockwork beside its peers and beside the limit, on one machine.")
public final class Main {
  private Main() {}

  /** Does what the arguments say. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
