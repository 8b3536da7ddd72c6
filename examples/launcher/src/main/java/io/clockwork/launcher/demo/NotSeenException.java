package io.clockwork.launcher.demo;

/** Something that the demonstration promises did not come about, or not in time. */
final class NotSeenException extends Exception {
  private static final long serialVersionUID = 1L;

  NotSeenException(String message) {
    super(message, null, false, false);
  }
}
