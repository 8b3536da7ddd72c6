package io.clockwork.launcher;

import io.clockwork.Clockwork;
import io.clockwork.ObserverBuilder;
import io.clockwork.client.ClockworkClient;
import io.clockwork.cluster.ClusterException;
import io.clockwork.launcher.file.Durations;
import io.clockwork.launcher.output.Format;
import io.clockwork.launcher.output.Out;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all clients share: they join as an observer, ask, print, and leave, also on Ctrl-C. */
@SuppressWarnings("NullAway.Init")
abstract class ClientCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--cluster", required = true, description = "The cluster's name.")
  private String cluster;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "For people, or one JSON object a line.")
  private Format format;

  @Option(
      names = "--find-timeout",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "How long to look for a member (default: ${DEFAULT-VALUE}).")
  private String findTimeout;

  @Option(names = "--verbose", description = "Log what happens to standard error.")
  private boolean verbose;

  /**
   * Does what the command is for.
   *
   * @param client has joined
   * @param out where results go
   * @return the exit code
   */
  abstract int run(ClockworkClient client, Out out) throws InterruptedException;

  /** Returns the exit code after Ctrl-C; negative for what the JVM gives. */
  int codeWhenInterrupted() {
    return -1;
  }

  /** Checks what can be checked before the network is touched. */
  void check() {}

  @Override
  public final Integer call() throws InterruptedException {
    if (verbose) {
      LogbackSetup.logTransitions();
    }
    ObserverBuilder observer = usage(this::observer);
    usage(
        () -> {
          check();
          return true;
        });
    ClockworkClient client;
    try {
      client = observer.connect();
    } catch (ClusterException e) {
      throw new CommandException(ExitCode.NO_MEMBER, String.valueOf(e.getMessage()));
    }
    Thread leaving = new Thread(() -> leave(client), "leaving");
    Runtime.getRuntime().addShutdownHook(leaving);
    try {
      return run(client, out());
    } finally {
      client.close();
      stay(leaving);
    }
  }

  private ObserverBuilder observer() {
    return Clockwork.observe(cluster).network(network.network()).timeout(duration(findTimeout));
  }

  private Out out() {
    PrintStream stdout =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    return new Out(stdout, format, ZoneId.systemDefault());
  }

  private void leave(ClockworkClient client) {
    client.close();
    if (codeWhenInterrupted() >= 0) {
      Runtime.getRuntime().halt(codeWhenInterrupted());
    }
  }

  private static void stay(Thread leaving) {
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
    } catch (IllegalStateException e) {
      // Ctrl-C came first: the hook runs, and closing twice is harmless.
    }
  }

  static Duration duration(String text) {
    return Durations.parse(text);
  }

  /** Makes wrong values a matter of usage: a message, a hint at --help, exit code 2. */
  private <T> T usage(Callable<T> action) {
    try {
      return action.call();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
