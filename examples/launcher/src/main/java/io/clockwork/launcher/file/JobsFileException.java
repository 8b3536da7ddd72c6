package io.clockwork.launcher.file;

/**
 * A jobs file that is refused. The message lists every mistake, one a line, each with its place.
 */
public final class JobsFileException extends Exception {
  private static final long serialVersionUID = 1L;

  JobsFileException(String message) {
    super(message);
  }
}
