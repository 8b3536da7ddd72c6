package io.clockwork.job;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a whole chain of runs goes back to: a fire time, or an order. A run that a condition started
 * has the root cause of the runs that met it; conditions only ever look at runs of one root cause.
 *
 * @since 0.1
 */
public sealed interface RootCause {

  /**
   * The root cause of everything that was due at one instant.
   *
   * @param fireTime the instant, whole milliseconds
   */
  record AtTime(Instant fireTime) implements RootCause {
    /**
     * Checks the resolution.
     *
     * @throws IllegalArgumentException if the instant is finer than milliseconds
     */
    public AtTime {
      if (fireTime.getNano() % 1_000_000 != 0) {
        throw new IllegalArgumentException("fire time " + fireTime + " is finer than milliseconds");
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof AtTime that && fireTime.equals(that.fireTime));
    }

    @Override
    public int hashCode() {
      return fireTime.hashCode();
    }

    @Override
    public String toString() {
      return "@" + fireTime;
    }
  }

  /**
   * The root cause of everything that one order set off.
   *
   * @param orderId 1 to {@value #MAX_ID} ASCII letters, digits, {@code '-'}, {@code '_'} or {@code
   *     '.'}
   */
  record ByOrder(String orderId) implements RootCause {
    /** Longest order id, in characters. */
    public static final int MAX_ID = 64;

    /**
     * Checks the id's form.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    public ByOrder {
      Objects.requireNonNull(orderId, "orderId");
      boolean good = !orderId.isEmpty() && orderId.length() <= MAX_ID;
      for (int i = 0; good && i < orderId.length(); i++) {
        char c = orderId.charAt(i);
        good = c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
      }
      if (!good) {
        throw new IllegalArgumentException(
            "order id \""
                + orderId
                + "\" is not allowed; use 1 to "
                + MAX_ID
                + " ASCII letters, digits, '-', '_' or '.'");
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof ByOrder that && orderId.equals(that.orderId));
    }

    @Override
    public int hashCode() {
      return orderId.hashCode();
    }

    @Override
    public String toString() {
      return "#" + orderId;
    }
  }

  /**
   * Reads a root cause as {@link Object#toString} prints it.
   *
   * @param text {@code @} and an ISO-8601 instant, or {@code #} and an order id
   * @throws IllegalArgumentException if it is neither
   */
  static RootCause parse(String text) {
    try {
      if (text.startsWith("@")) {
        return new AtTime(Instant.parse(text.substring(1)));
      }
      if (text.startsWith("#")) {
        return new ByOrder(text.substring(1));
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has no instant after '@'; write for instance @2026-12-01T02:00:00Z", e);
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no root cause; write @2026-12-01T02:00:00Z or #order-id");
  }
}
