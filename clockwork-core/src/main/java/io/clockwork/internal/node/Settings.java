package io.clockwork.internal.node;

import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.job.Durability;
import io.clockwork.job.EventListener;
import io.clockwork.job.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is started with.
 *
 * @param cluster the cluster's name
 * @param self the node
 * @param network how nodes find one another
 * @param jobs what it carries from the start
 * @param listeners who is told of events from the start
 * @param workers most runs at once
 * @param grace how long closing waits for runs that are going
 * @param startTimeout how long starting waits for the cluster's ledger
 * @param voters the stable names of those of whom a majority must agree to each start; none if each
 *     side of a partition goes on
 * @param maxClockSkew a member whose clock is further from the others' than this claims nothing
 * @param journal the directory of this member's journal; null if it keeps none
 * @param durability when the journal's writes count as done
 */
public record Settings(
    String cluster,
    Node self,
    Network network,
    List<Job> jobs,
    List<EventListener> listeners,
    int workers,
    Duration grace,
    Duration startTimeout,
    List<String> voters,
    Duration maxClockSkew,
    @Nullable Path journal,
    Durability durability) {

  /** Copies the lists. */
  public Settings {
    jobs = List.copyOf(jobs);
    listeners = List.copyOf(listeners);
    voters = List.copyOf(voters);
  }
}
