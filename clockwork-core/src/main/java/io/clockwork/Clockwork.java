package io.clockwork;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Node;
import io.clockwork.internal.node.LocalNode;
import io.clockwork.job.Job;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A member of a cluster that keeps one schedule, with no central server and no database.
 *
 * <pre>{@code
 * Clockwork clockwork = Clockwork.cluster("billing")
 *     .job(Job.named("extract").cron("0 0 2 * * ?", ZoneId.of("Europe/Paris")).run(context -> extract()))
 *     .job(Job.named("load").after(success("extract")).run(context -> load()))
 *     .start();
 * }</pre>
 *
 * <p>Start that twice, on one machine or on two, and each job runs on one of them; stop one, and
 * the other goes on. Thread-safe.
 *
 * @since 0.1
 */
public final class Clockwork implements AutoCloseable {
  private final LocalNode node;

  Clockwork(LocalNode node) {
    this.node = node;
  }

  /**
   * Begins a member of a cluster.
   *
   * @param name the cluster's name, 1 to 100 characters: ASCII letters, digits, {@code '-'}, {@code
   *     '_'}, {@code '.'}. Nodes of different names never meet
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static MemberBuilder cluster(String name) {
    return new MemberBuilder(name);
  }

  /**
   * Begins an observer of a cluster: it sees everything, gives orders and owns nothing.
   *
   * @param name the cluster's name, as for {@link #cluster}
   * @throws IllegalArgumentException if the name is not allowed
   */
  public static ObserverBuilder observe(String name) {
    return new ObserverBuilder(name);
  }

  LocalNode node() {
    return node;
  }

  /** Returns this member as the others see it. */
  public Node self() {
    return client().self();
  }

  /** Returns what watches and steers the cluster from this member. */
  public ClockworkClient client() {
    return node.client();
  }

  /**
   * Registers a job at run time, or changes one: this member carries its code from now on, and the
   * definition holds for the whole cluster; of two that differ the later holds. Runs that are going
   * keep the code that they were started with.
   *
   * @param job the job
   * @throws IllegalArgumentException if its schedule is malformed or never fires, or its condition
   *     closes a cycle; the message names it. Nothing is changed then
   * @throws IllegalStateException if this member is closed
   */
  public void register(Job job) {
    node.register(List.of(job));
  }

  /**
   * Registers many jobs at run time, as {@link #register} does each of them in turn, but many times
   * faster: they share the frames that tell the others.
   *
   * @param jobs the jobs; of two of one name the later holds
   * @throws IllegalArgumentException if one of them is refused, as in {@link #register}; those
   *     before it are registered then, and those after it are not
   * @throws IllegalStateException if this member is closed
   */
  public void registerAll(Collection<Job> jobs) {
    node.register(List.copyOf(jobs));
  }

  /**
   * Removes a job from the whole cluster: every member lets go of its code, so that only those that
   * register it again carry it. Its runs that are going end as they would.
   *
   * @param job the job's name
   * @return whether there was such a job
   * @throws IllegalStateException if this member is closed
   */
  public boolean remove(String job) {
    return node.remove(job);
  }

  /**
   * Starts a job now on its owner, wherever that is; short for {@link ClockworkClient#start}.
   *
   * @param job the job's name
   * @return completes with the outcome; never exceptionally
   * @throws IllegalArgumentException if the name is not allowed
   * @throws IllegalStateException if this member is closed
   */
  public CompletableFuture<OrderResult> start(String job) {
    return client().start(StartOrder.of(job));
  }

  /**
   * Leaves the cluster: claims nothing more, waits up to the grace for the runs that are going or
   * wait for a worker, interrupts the rest, and hands over to the other members. Runs that ignore
   * the interrupt for 3 s are recorded as failed, and their threads, which are daemons, left
   * behind.
   *
   * <p>Blocks until then, at most some 20 s longer than the grace; an interrupt of the calling
   * thread ends the grace. Idempotent: a second call waits for the first. Do not call it from a
   * job's code, which would wait for itself until the grace is over.
   */
  @Override
  public void close() {
    node.close();
  }
}
