package io.clockwork.client;

import io.clockwork.cluster.Node;
import io.clockwork.job.EventListener;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Watches and steers a cluster. All that is read comes from what this node itself knows: it answers
 * at once and may be a little behind the others. Thread-safe.
 *
 * <p>Every method but {@link #close} throws {@link IllegalStateException} once this client, or the
 * member that it belongs to, is closed.
 *
 * @since 0.1
 */
public interface ClockworkClient extends AutoCloseable {

  /** Returns this node. */
  Node self();

  /** Returns the members and observers of the current view, the coordinator first. */
  List<Node> nodes();

  /** Returns all jobs, by name. */
  List<JobStatus> jobs();

  /**
   * Returns one job.
   *
   * @param name the job's name
   */
  Optional<JobStatus> job(String name);

  /** Returns the retained runs of all jobs, oldest first: up to 100 finished ones for each job. */
  List<Run> runs();

  /**
   * Returns the retained runs of one job, oldest first; empty if there is no such job.
   *
   * @param job the job's name
   */
  List<Run> runs(String job);

  /**
   * Returns one run.
   *
   * @param id the run's id
   */
  Optional<Run> run(RunId id);

  /**
   * Says in words why a job is not running now, or that it is; one sentence an element. Empty if
   * there is no such job.
   *
   * @param job the job's name
   */
  List<String> why(String job);

  /**
   * Orders a job to be started now. The order goes to one member, which starts the job and tells
   * all others. Never blocks.
   *
   * @param order what to start
   * @return completes with the outcome within 10 s, on a thread of Clockwork's: do not block in
   *     what depends on it. Never completes exceptionally
   */
  CompletableFuture<OrderResult> start(StartOrder order);

  /**
   * Listens to events from now on.
   *
   * @param listener is told, on a thread of its own
   * @return ends the subscription when closed
   */
  Subscription subscribe(EventListener listener);

  /** Leaves the cluster if this client joined by itself; does nothing on a member's own client. */
  @Override
  void close();

  /**
   * A listener's subscription.
   *
   * @since 0.1
   */
  interface Subscription extends AutoCloseable {
    /** Ends the subscription; idempotent. The listener may still be in a call. */
    @Override
    void close();
  }
}
