package io.clockwork.launcher.file;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Instants in ISO-8601, in UTC or with an offset. */
final class Instants {
  private Instants() {}

  /**
   * Reads an instant.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no instant; write for instance 2026-12-01T02:00:00Z or"
              + " 2026-12-01T03:00:00+01:00",
          e);
    }
  }
}
