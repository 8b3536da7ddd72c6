package io.clockwork.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of one run, made of its cause alone, so that the same cause gives the same id wherever it
 * is decided: {@code extract@2026-12-01T02:00:00Z}, {@code extract#order-7}, and for a job that
 * runs on every member {@code clean@2026-12-01T02:00:00Z/node-1}.
 *
 * @param job the job's name
 * @param root what the run goes back to
 * @param member the member that runs it, for a job placed on every member; null otherwise
 * @since 0.1
 */
public record RunId(String job, RootCause root, @Nullable String member) {

  /** Checks that nothing needed is null. */
  public RunId {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(root, "root");
  }

  /**
   * Reads a run id as {@link #toString} prints it.
   *
   * @param text the run id's text
   * @throws IllegalArgumentException if it is none; the message says what it should look like
   */
  public static RunId parse(String text) {
    int mark = 0;
    while (mark < text.length() && text.charAt(mark) != '@' && text.charAt(mark) != '#') {
      mark++;
    }
    if (mark == 0 || mark == text.length()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no run id; write job@2026-12-01T02:00:00Z or job#order-id");
    }
    int slash = text.indexOf('/', mark);
    String root = text.substring(mark, slash < 0 ? text.length() : slash);
    return new RunId(
        JobName.check(text.substring(0, mark)),
        RootCause.parse(root),
        slash < 0 ? null : text.substring(slash + 1));
  }

  // Written out: what the compiler makes for records costs several times as much until it is hot.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof RunId that
            && job.equals(that.job)
            && root.equals(that.root)
            && Objects.equals(member, that.member));
  }

  /** Spreads the fire times of jobs with similar names and periods, which lie close together. */
  @Override
  public int hashCode() {
    int hash = job.hashCode() * 0x9E3779B1 + root.hashCode();
    hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B + Objects.hashCode(member);
    return hash ^ (hash >>> 13);
  }

  /** Returns the id's text, which {@link #parse} reads. */
  @Override
  public String toString() {
    return member == null ? job + root : job + root + "/" + member;
  }
}
