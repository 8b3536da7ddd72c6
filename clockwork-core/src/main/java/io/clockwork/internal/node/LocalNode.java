package io.clockwork.internal.node;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.ClockworkClient.Subscription;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.cluster.Node;
import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Moment;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.journal.Journal;
import io.clockwork.internal.quartz.QuartzTimers;
import io.clockwork.job.EventListener;
import io.clockwork.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: one engine with its thread and the real sides of its ports. Thread-safe. */
public final class LocalNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final int HISTORY = 100;

  /** So many jobs are registered at a time, so that the engine has time for others in between. */
  private static final int TOGETHER = 500;

  /** Longer than a member that crashed under this name stays in the view. */
  private static final Duration TAKEN = Duration.ofSeconds(12);

  private static final Duration AFTER_GRACE = Duration.ofSeconds(3);

  /** So long it takes the others to find out that one it voted for is gone. */
  private static final Duration VOTES = Duration.ofSeconds(10);

  private static final Duration HAND_OVER = Duration.ofSeconds(3);
  private static final Duration ORDER_PATIENCE = Duration.ofSeconds(10);

  private final Settings settings;
  private final Cluster cluster;
  private final EngineLoop loop;
  private final WorkerPool workers;
  private final QuartzTimers timers;
  private final Listeners listeners;
  private final Engine engine;
  private final @Nullable Journal journal;
  private final @Nullable Recorder recorder;
  private final Wiring wiring;
  private final ClockworkClient client;
  private final OpenOrders orders;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private LocalNode(Settings settings, ClusterProvider provider) {
    Node self = settings.self();
    this.settings = settings;
    this.cluster = provider.create(settings.cluster(), self, settings.network());
    this.loop = new EngineLoop(self.name());
    this.workers =
        new WorkerPool(
            self.name(),
            settings.workers(),
            (run, outcome) -> loop.put((to, now) -> to.runEnded(now, run, outcome)));
    this.listeners = new Listeners(self.name());
    this.orders = new OpenOrders(self.name(), ORDER_PATIENCE);
    this.timers = new QuartzTimers(self.name(), job -> loop.put((to, now) -> to.fired(now, job)));
    this.wiring = new Wiring(cluster, timetable(), workers, loop, listeners::tell, orders::done);
    this.journal =
        settings.journal() == null
            ? null
            : Journal.open(
                settings.journal(), settings.cluster(), self.name(), settings.durability());
    this.recorder =
        journal == null ? null : new Recorder(self.name(), journal, wiring, loop, orders::unknown);
    this.engine =
        new Engine(
            self,
            recorder == null ? wiring : recorder.ports(),
            new Options(
                HISTORY,
                settings.workers(),
                Options.CHUNK,
                Options.TAKEOVER,
                settings.voters(),
                settings.maxClockSkew()),
            EngineLoop.now());
    this.client = new NodeClient(this, self, !self.isMember());
  }

  private Timetable timetable() {
    return new Timetable() {
      @Override
      public void arm(String job, Instant at) {
        timers.arm(job, at);
      }

      @Override
      public void disarm(String job) {
        timers.disarm(job);
      }
    };
  }

  /**
   * Joins and returns once the node is of use.
   *
   * @throws IllegalArgumentException if a job is refused
   * @throws ClusterException if the cluster cannot be joined
   */
  public static LocalNode start(Settings settings, ClusterProvider provider) {
    LocalNode node = new LocalNode(settings, provider);
    try {
      node.start();
      return node;
    } catch (RuntimeException e) {
      node.giveUp();
      throw e;
    }
  }

  private void start() {
    if (recorder != null) {
      recorder.restore(engine, EngineLoop.now());
    }
    for (Job job : settings.jobs()) {
      workers.carry(job.name(), job.code());
      engine.register(EngineLoop.now(), job.definition());
    }
    listeners.add(new EventLog(settings.self().name()), EventLog::logs);
    settings.listeners().forEach(listeners::add);
    loop.start(engine, recorder);
    CompletableFuture<Void> ready =
        loop.when(
            each ->
                each.disagrees()
                    || (each.ready() && !each.inspector(EngineLoop.now()).nameTaken()));
    cluster.join(wiring);
    Duration first = shorter(TAKEN, settings.startTimeout());
    boolean there =
        await(ready, first)
            || (!Boolean.TRUE.equals(read(true))
                && await(ready, settings.startTimeout().minus(first)));
    if (!there) {
      throw new ClusterException(
          Thread.currentThread().isInterrupted()
              ? settings.self().name() + " was interrupted while it joined"
              : whyNotReady());
    }
    CompletableFuture<Boolean> disagrees = loop.call((each, now) -> each.disagrees());
    if (Boolean.TRUE.equals(join(disagrees))) {
      throw new ClusterException(
          settings.self().name()
              + " was told "
              + (settings.voters().isEmpty() ? "keepRunning()" : "majorityOf" + settings.voters())
              + ", and the members of cluster "
              + settings.cluster()
              + " were told otherwise; give all of them the same voters");
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private String whyNotReady() {
    String within = " within " + settings.startTimeout().toMillis() / 1_000.0 + " s";
    boolean taken = Boolean.TRUE.equals(read(true));
    if (taken) {
      return "another live member is called "
          + settings.self().name()
          + "; names are unique in a cluster, so give this one another";
    }
    boolean alone = Boolean.TRUE.equals(read(false));
    return alone
        ? "no member of cluster "
            + settings.cluster()
            + " was found"
            + within
            + ": "
            + cluster.describe()
        : "the members of cluster "
            + settings.cluster()
            + " did not hand over their ledger"
            + within;
  }

  private @Nullable Boolean read(boolean name) {
    CompletableFuture<Boolean> answer =
        loop.call(
            (each, now) ->
                name
                    ? each.inspector(now).nameTaken()
                    : each.inspector(now).nodes().stream().noneMatch(Node::isMember));
    return await(answer, Duration.ofSeconds(1)) ? answer.join() : null;
  }

  private static boolean await(Future<?> future, Duration timeout) {
    try {
      future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOG.debug("Waiting ended with a failure", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  EngineLoop loop() {
    return loop;
  }

  /** Returns the names of the jobs that have a trigger here. */
  public Set<String> armed() {
    return timers.armed();
  }

  /** Returns the view from here. */
  public ClockworkClient client() {
    return client;
  }

  /**
   * Registers or changes jobs, one after the other.
   *
   * @throws IllegalArgumentException if one is refused; those before it are registered then
   */
  public void register(List<Job> jobs) {
    for (int from = 0; from < jobs.size(); from += TOGETHER) {
      List<Job> part = jobs.subList(from, Math.min(jobs.size(), from + TOGETHER));
      join(
          loop.call(
              (each, now) -> {
                for (Job job : part) {
                  each.register(now, job.definition());
                  // Not before: a job that is refused leaves the code of the one that is there
                  // alone.
                  workers.carry(job.name(), job.code());
                }
                return true;
              }));
    }
  }

  /** Removes a job from the cluster; returns whether there was one. */
  public boolean remove(String job) {
    return join(loop.call((each, now) -> each.remove(now, job)));
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  CompletableFuture<OrderResult> order(StartOrder order) {
    if (closing.get()) {
      throw new IllegalStateException(settings.self().name() + " is closed");
    }
    return orders.open(order, token -> loop.put((each, now) -> each.order(now, order, token)));
  }

  Subscription subscribe(EventListener listener) {
    if (closing.get()) {
      throw new IllegalStateException(settings.self().name() + " is closed");
    }
    return listeners.add(listener);
  }

  /** Leaves gracefully; a second caller waits for the first. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        leave();
      } finally {
        stop();
      }
    } else {
      closed.join();
    }
  }

  private void leave() {
    if (!settings.self().isMember()) {
      return;
    }
    loop.put((each, now) -> each.leave(now));
    if (!await(loop.when(Engine::idle), settings.grace())) {
      LOG.warn(
          "Runs on {} did not end within {}; they are interrupted",
          settings.self().name(),
          settings.grace());
      await(loop.call(LocalNode::startNoMore), AFTER_GRACE);
      workers.interruptAll();
      await(loop.when(Engine::idle), AFTER_GRACE);
      loop.put((each, now) -> each.abandon(now));
    }
    loop.put((each, now) -> each.retire(now));
    await(loop.when(Engine::votesSettled), VOTES);
    handOver();
  }

  /** Else the end of each run that is interrupted would make room for one that waits. */
  private static boolean startNoMore(Engine engine, Moment now) {
    engine.abandonWaiting(now);
    return true;
  }

  /** Has another member take what this one knows, its farewell above all. */
  private void handOver() {
    CompletableFuture<Void> handedOver = new CompletableFuture<>();
    loop.put(
        (each, now) -> {
          each.flush(now);
          each.handOver(now, () -> handedOver.complete(null));
        });
    await(handedOver, HAND_OVER);
  }

  /** A member that joined and does not stay says so: else the others take it for crashed. */
  private void giveUp() {
    if (settings.self().isMember() && loop.started()) {
      loop.put((each, now) -> each.leave(now));
      handOver();
    }
    stop();
  }

  private void stop() {
    List<AutoCloseable> parts = new ArrayList<>(List.of(cluster, loop));
    if (journal != null) {
      parts.add(journal);
    }
    parts.addAll(List.of(timers, workers, listeners, orders));
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} closes, but for {}", settings.self().name(), part, e);
      }
    }
    closed.complete(null);
  }
}
