package io.clockwork.internal.wire;

/**
 * Bytes that are no frame of ours, or none that this version understands. Thrown for whatever comes
 * in from the network, so it is cheap: it carries no stack trace, and its message is short and safe
 * to log.
 */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_MESSAGE = 300;

  /** What is wrong with the bytes. */
  public enum Kind {
    /** They do not begin like a frame: somebody else's. */
    FOREIGN,
    /** A frame of another major version. */
    UNKNOWN_VERSION,
    /** A frame or a fact of a kind that this version does not know: a newer node sent it. */
    UNKNOWN_KIND,
    /** They break the format: damaged, truncated or hostile. */
    MALFORMED
  }

  private final Kind kind;

  WireException(Kind kind, String message) {
    super(clean(message), null, false, false);
    this.kind = kind;
  }

  static WireException malformed(String message) {
    return new WireException(Kind.MALFORMED, message);
  }

  /** Returns this exception with the name of what was being read before its message. */
  WireException in(String what) {
    return new WireException(kind, what + ": " + getMessage());
  }

  /**
   * Returns what is wrong: all but {@link Kind#MALFORMED} are worth one line in the log, not more.
   */
  public Kind kind() {
    return kind;
  }

  /** A stranger's bytes can stand in the message and are not to forge lines of our log. */
  private static String clean(String message) {
    String head = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    return head.replaceAll("[^ -~]", "?");
  }
}
