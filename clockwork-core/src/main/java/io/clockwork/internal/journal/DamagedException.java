package io.clockwork.internal.journal;

import org.jspecify.annotations.Nullable;

/** A file is not what was once written. The message goes on after the file's name. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedException(String what) {
    super(what);
  }

  DamagedException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
