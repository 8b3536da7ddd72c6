package io.clockwork.launcher.run;

/** A command that did not end well. Has no stack trace: ours would say nothing of the command's. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message, null, false, false);
  }

  /** Returns the message alone: it becomes the run's reason. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
