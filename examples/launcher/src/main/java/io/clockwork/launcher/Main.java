package io.clockwork.launcher;

import io.clockwork.launcher.output.BrokenPipeException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The runnable jar's entry: a scheduling daemon, its clients, and a demonstration. */
@Command(
    name = "clockwork",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    description = "One job schedule for a cluster, with no central server and no database.",
    subcommands = {
      MemberCommand.class,
      MembersCommand.class,
      JobsCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      TailCommand.class,
      StartCommand.class,
      WhyCommand.class,
      DemoCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:ok",
      "  1:the run failed (start --wait), or the demo did not see what it should",
      "  2:wrong usage, or a wrong jobs file",
      "  3:no member found",
      "  4:no such job or run",
      "  5:refused",
      " 70:a bug of this program, told with its stack trace",
      "124:not ended in time, or the order's outcome is unknown"
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Made by picocli, which sets the fields before it calls. */
  @SuppressWarnings("NullAway.Init")
  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> misused(e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  private static int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("clockwork: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof BrokenPipeException) {
      return ExitCode.OK;
    }
    if (e instanceof CommandException expected) {
      command.getErr().println("clockwork: " + expected.getMessage());
      return expected.exitCode();
    }
    e.printStackTrace(command.getErr());
    return ExitCode.SOFTWARE;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing; see --help");
  }
}
