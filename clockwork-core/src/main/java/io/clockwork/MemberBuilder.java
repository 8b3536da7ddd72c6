package io.clockwork;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.node.LocalNode;
import io.clockwork.internal.node.Settings;
import io.clockwork.job.Durability;
import io.clockwork.job.Event;
import io.clockwork.job.EventListener;
import io.clockwork.job.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a member is, clause by clause; {@link #start} is the last. Not thread-safe.
 *
 * @since 0.1
 */
public final class MemberBuilder {
  private static final int MAX_WORKERS = 10_000;

  private final String cluster;
  private String member = Names.defaultName();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<EventListener> listeners = new ArrayList<>();
  private Network network = Network.udp();
  private List<String> voters = List.of();
  private Duration maxClockSkew = Options.MAX_CLOCK_SKEW;
  private @Nullable Path journal;
  private Durability durability = Durability.SYNC;
  private int workers = 10;
  private Duration grace = Duration.ofSeconds(25);
  private Duration startTimeout = Duration.ofSeconds(30);

  MemberBuilder(String cluster) {
    this.cluster = Names.checkCluster(cluster);
  }

  /**
   * Gives the member a stable name, unique in the cluster. Default: the host's name and the process
   * id.
   *
   * @param name 1 to 64 ASCII letters, digits, {@code '-'}, {@code '_'} or {@code '.'}
   */
  public MemberBuilder member(String name) {
    this.member = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Gives the member a label that placements may ask for.
   *
   * @param key see {@link Node#labels()}
   * @param value see {@link Node#labels()}
   */
  public MemberBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  /**
   * Says how the nodes find one another. Default: {@link Network#udp()}.
   *
   * @param newNetwork the network
   */
  public MemberBuilder network(Network newNetwork) {
    this.network = Objects.requireNonNull(newNetwork, "network");
    return this;
  }

  /**
   * Adds a job that this member carries.
   *
   * @param job the job
   * @throws IllegalArgumentException if a job of that name was added already
   */
  public MemberBuilder job(Job job) {
    if (jobs.putIfAbsent(job.name(), job) != null) {
      throw new IllegalArgumentException(
          "job " + job.name() + " was added twice; names are unique");
    }
    return this;
  }

  /**
   * Adds a listener for all events.
   *
   * @param listener is told from the first event on
   */
  public MemberBuilder listener(EventListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a listener for events of one kind.
   *
   * @param <E> the kind
   * @param kind an event's class, such as {@code Event.RunFailed.class}
   * @param action is told, as an {@link EventListener} would be
   */
  public <E extends Event> MemberBuilder on(Class<E> kind, Consumer<? super E> action) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(action, "action");
    return listener(
        event -> {
          if (kind.isInstance(event)) {
            action.accept(kind.cast(event));
          }
        });
  }

  /**
   * Says how many runs may go at once on this member; more wait for a free worker. Default: 10.
   *
   * @param most 1 to 10,000
   * @throws IllegalArgumentException if it is out of range
   */
  public MemberBuilder workers(int most) {
    if (most < 1 || most > MAX_WORKERS) {
      throw new IllegalArgumentException("workers " + most + ": use 1 to " + MAX_WORKERS);
    }
    this.workers = most;
    return this;
  }

  /**
   * Says how long {@link Clockwork#close} waits for runs that are going. Default: 25 s.
   *
   * @param newGrace zero or more, at most 1 day
   * @throws IllegalArgumentException if it is out of range
   */
  public MemberBuilder grace(Duration newGrace) {
    if (newGrace.isNegative() || newGrace.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("grace " + newGrace + ": use zero to 1 day");
    }
    this.grace = newGrace;
    return this;
  }

  /**
   * Lets every side of a partition go on with the members that it has: the default. While there is
   * no partition nothing is started twice. In one, both sides start what is due; after the merge
   * each run that was doubled is reported as an {@link Event.AlarmRaised}.
   */
  public MemberBuilder keepRunning() {
    this.voters = List.of();
    return this;
  }

  /**
   * Lets only a side with a majority of named members go on: to start a run, more than half of them
   * must agree, whatever views say. So nothing is started twice in any partition, and a side
   * without a majority starts nothing but jobs that are {@linkplain Job.Builder#inAnyPartition() to
   * run in any partition}. Members beyond the named ones work without a vote. All members of a
   * cluster must name the same; one that does not is refused.
   *
   * @param names the stable names of the voters, best an odd number of them
   * @throws IllegalArgumentException if there are none, one is named twice, or one is no name
   */
  public MemberBuilder majorityOf(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          "majorityOf() names nobody; name the members that vote, or say keepRunning()");
    }
    Set<String> distinct = new LinkedHashSet<>();
    for (String name : names) {
      if (!distinct.add(new NodeId(name, 1).name())) {
        throw new IllegalArgumentException(
            "majorityOf names " + name + " twice; each member has one vote");
      }
    }
    this.voters = List.copyOf(distinct);
    return this;
  }

  /**
   * Says how far this member's clock may be from those of the others: beyond that it starts
   * nothing, as long as most others agree with one another, and takes part again once its clock is
   * right. From 1 s on a clock that is apart is reported as an {@link Event.AlarmRaised}. Default:
   * 5 s.
   *
   * @param most 2 s to 1 hour
   * @throws IllegalArgumentException if it is out of range
   */
  public MemberBuilder maxClockSkew(Duration most) {
    if (most.compareTo(Duration.ofSeconds(2)) < 0 || most.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("maxClockSkew " + most + ": use 2 s to 1 hour");
    }
    this.maxClockSkew = most;
    return this;
  }

  /**
   * Keeps a journal on this member's own disk, {@link Durability#SYNC}: after a restart, also of
   * the whole cluster, jobs registered at run time, runs, orders and votes are as they were.
   * Default: none.
   *
   * @param directory of this member alone, on a local disk; created if it is missing
   */
  public MemberBuilder journal(Path directory) {
    return journal(directory, Durability.SYNC);
  }

  /**
   * Keeps a journal on this member's own disk. {@link #start} throws {@link
   * io.clockwork.job.JournalException} if the directory cannot be used, belongs to another member
   * or is in use.
   *
   * @param directory of this member alone, on a local disk; created if it is missing
   * @param newDurability whether votes and acknowledgements wait until they are on the disk
   */
  public MemberBuilder journal(Path directory, Durability newDurability) {
    this.journal = Objects.requireNonNull(directory, "directory");
    this.durability = Objects.requireNonNull(newDurability, "durability");
    return this;
  }

  /** For tests: how long to wait for the ledger, and for the name to become free. Default: 30 s. */
  MemberBuilder startTimeout(Duration timeout) {
    this.startTimeout = timeout;
    return this;
  }

  /**
   * Joins the cluster and returns once this member has the whole ledger and may own jobs. Blocks
   * for a second or two, up to 30 s.
   *
   * @return the running member
   * @throws IllegalArgumentException if a name, label or job is not allowed; the message names it
   * @throws ClusterException if the network cannot be joined, the member's name is taken by another
   *     live member, or no module with a cluster implementation is there. Nothing is left running
   */
  public Clockwork start() {
    Node self = new Node(Names.newIncarnation(member), Role.MEMBER, labels);
    Settings settings =
        new Settings(
            cluster,
            self,
            network,
            List.copyOf(jobs.values()),
            listeners,
            workers,
            grace,
            startTimeout,
            voters,
            maxClockSkew,
            journal,
            durability);
    return new Clockwork(LocalNode.start(settings, Names.provider()));
  }
}
