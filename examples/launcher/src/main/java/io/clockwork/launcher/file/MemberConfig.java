package io.clockwork.launcher.file;

import io.clockwork.cluster.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a scheduling daemon is told: the jobs file with the command line's overrides.
 *
 * @param cluster the cluster's name
 * @param member the member's stable name; null for the library's default
 * @param labels the member's labels
 * @param network how members find one another
 * @param voters of whom a majority decides; empty if every side of a partition is to go on
 * @param maxClockSkew how far its clock may be from the others' for it to start anything
 * @param journal what it remembers over restarts; null if nothing
 * @param workers most runs at once
 * @param grace how long leaving waits for runs that are going
 * @param jobs what it carries, in the order of the file
 * @param notes what is no mistake but looks like one, a line each
 */
public record MemberConfig(
    String cluster,
    @Nullable String member,
    Map<String, String> labels,
    Network network,
    List<String> voters,
    Duration maxClockSkew,
    @Nullable JournalSpec journal,
    int workers,
    Duration grace,
    List<FileJob> jobs,
    List<String> notes) {

  /** Default of {@link #workers()}. */
  public static final int DEFAULT_WORKERS = 10;

  /** Default of {@link #grace()}. */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(25);

  /** Default of {@link #maxClockSkew()}. */
  public static final Duration DEFAULT_MAX_CLOCK_SKEW = Duration.ofSeconds(5);

  /** Copies lists and map. */
  public MemberConfig {
    labels = Map.copyOf(labels);
    voters = List.copyOf(voters);
    jobs = List.copyOf(jobs);
    notes = List.copyOf(notes);
  }
}
