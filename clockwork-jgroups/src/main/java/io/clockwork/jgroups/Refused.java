package io.clockwork.jgroups;

import java.io.IOException;

/**
 * What came in is not what the protocols of a hardened stack send. Has no stack trace: it is cheap.
 */
final class Refused extends IOException {

  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
