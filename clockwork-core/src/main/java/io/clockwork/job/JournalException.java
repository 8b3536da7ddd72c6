package io.clockwork.job;

import org.jspecify.annotations.Nullable;

/**
 * A member's journal cannot be opened, read or written. The message names the directory or file and
 * says what to do. Unchecked; thrown where a member is started.
 *
 * @since 0.1
 */
public class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, with which directory or file, and what to do
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what is wrong, with which directory or file, and what to do
   * @param cause what was thrown below; may be null
   */
  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
