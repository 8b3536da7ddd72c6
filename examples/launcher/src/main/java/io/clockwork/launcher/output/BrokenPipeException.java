package io.clockwork.launcher.output;

/** Nobody reads what is printed any more, as after {@code tail | head -1}. */
public final class BrokenPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPipeException() {
    super("the reader of the output is gone", null, false, false);
  }
}
