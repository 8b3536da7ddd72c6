package io.clockwork.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The cluster cannot be joined or was configured wrongly. The message says what is wrong and what
 * would be right.
 *
 * @since 0.1
 */
public class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong and what would be right
   */
  public ClusterException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what is wrong and what would be right
   * @param cause what was thrown below; may be null
   */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
