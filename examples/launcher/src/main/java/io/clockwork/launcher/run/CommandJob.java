package io.clockwork.launcher.run;

import io.clockwork.job.JobCode;
import io.clockwork.job.JobContext;
import io.clockwork.job.Run;
import io.clockwork.launcher.file.CommandSpec;
import java.io.File;
import java.io.IOException;
import java.time.Duration;

/**
 * A job's code that runs a command and takes its exit code for the outcome.
 *
 * <p>The output is read by a thread of its own, for the thread that runs the job has to stay
 * interruptible, which reading from a pipe is not.
 */
public final class CommandJob implements JobCode {
  /**
   * From SIGTERM to SIGKILL: less than the 3 s that a closing member gives to interrupted code, so
   * that the run's end is still told, and with the default grace within the 30 s that most service
   * managers give to the whole process.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);
  private static final int SIGNALLED = 128;

  private final CommandSpec command;
  private final LiveProcesses live;
  private final Duration patience;

  /**
   * Creates the job's code.
   *
   * @param command what to run
   * @param live is told of the process while it runs
   */
  public CommandJob(CommandSpec command, LiveProcesses live) {
    this(command, live, PATIENCE);
  }

  CommandJob(CommandSpec command, LiveProcesses live, Duration patience) {
    this.command = command;
    this.live = live;
    this.patience = patience;
  }

  @Override
  public void run(JobContext context) throws Exception {
    Process process = start(context);
    ProcessTree tree = new ProcessTree(process);
    live.add(tree);
    OutputTail tail = new OutputTail(Run.MAX_OUTPUT);
    Thread reader =
        new Thread(() -> tail.drain(process.getInputStream()), "output " + context.runId());
    reader.setDaemon(true);
    reader.start();
    try {
      check(process.waitFor());
    } catch (InterruptedException e) {
      boolean gently = tree.end(patience);
      throw new CommandFailedException(
          "interrupted: the member is leaving and its grace is over; the command got SIGTERM"
              + (gently ? "" : ", and SIGKILL " + patience.toSeconds() + " s later"));
    } finally {
      finish(process, reader);
      context.output(tail.text());
      live.remove(tree);
    }
  }

  private Process start(JobContext context) throws CommandFailedException {
    ProcessBuilder builder = new ProcessBuilder(command.arguments()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    if (command.directory() != null) {
      builder.directory(command.directory().toFile());
    }
    builder.environment().putAll(command.environment());
    builder.environment().putAll(CommandEnvironment.of(context));
    try {
      return builder.start();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException("the command could not be started: " + e.getMessage());
    }
  }

  private static void check(int code) throws CommandFailedException {
    if (code != 0) {
      String signal = code > SIGNALLED ? " (128 + signal " + (code - SIGNALLED) + ")" : "";
      throw new CommandFailedException("exit code " + code + signal);
    }
  }

  /** A child left in the background holds the pipe open: its output is not waited for long. */
  private static void finish(Process process, Thread reader) {
    try {
      reader.join(process.isAlive() ? 1 : LAST_OUTPUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reader.isAlive()) {
      try {
        process.getInputStream().close();
      } catch (IOException e) {
        // Nothing is lost: the output is only read from.
      }
    }
  }
}
