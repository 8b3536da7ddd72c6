package io.clockwork.job;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that administrators should know and the cluster cannot mend by itself. Each is kept in
 * the ledger, so that every member and observer tells its listeners once.
 *
 * @param kind what is wrong
 * @param subject of what: the run for {@link Kind#DOUBLED_RUN} and {@link Kind#STALE_COMPLETION},
 *     else the member concerned and when it was noticed; up to {@link #MAX_SUBJECT} characters
 * @param member the stable name of the member that noticed
 * @param at when it noticed, by its own clock
 * @param text what is wrong, in words, up to {@link #MAX_TEXT} characters
 * @since 0.1
 */
public record Alarm(Kind kind, String subject, String member, Instant at, String text) {

  /** Longest subject, in characters. */
  public static final int MAX_SUBJECT = 1_000;

  /** Longest text kept, in characters. */
  public static final int MAX_TEXT = 1_000;

  /**
   * What is wrong.
   *
   * @since 0.1
   */
  public enum Kind {
    /** A run was started by two members, on two sides of a partition. */
    DOUBLED_RUN,
    /**
     * A run's code ended on a member that had been given up, after another attempt was started; how
     * it ended changes nothing.
     */
    STALE_COMPLETION,
    /** A member's clock is apart from those of the others by more than is good. */
    CLOCK_SKEW,
    /** Multicasts do not arrive though requests do: a switch or firewall filters them. */
    MULTICAST_FILTERED,
    /** A member cannot write its journal, and claims and votes no more. */
    JOURNAL_FAILED
  }

  /** Checks that nothing is null, and cuts the texts to their limits. */
  public Alarm {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(at, "at");
    subject = head(subject, MAX_SUBJECT);
    text = head(text, MAX_TEXT);
  }

  private static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    // Half of a surrogate pair cannot be sent.
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
