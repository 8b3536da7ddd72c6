package io.clockwork.launcher;

/** Ends a command with a message on standard error and an exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static CommandException noSuchJob(String job) {
    return new CommandException(
        ExitCode.NO_SUCH_JOB_OR_RUN, "no job \"" + job + "\" is known in the cluster; see jobs");
  }

  int exitCode() {
    return exitCode;
  }
}
