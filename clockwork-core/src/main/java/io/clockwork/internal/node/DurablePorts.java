package io.clockwork.internal.node;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.journal.Batch;
import io.clockwork.internal.journal.Journal;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an engine's effects back until the journal has what they follow from, so that nothing that
 * left the process is forgotten by a crash. Effects are done in the order in which the engine asked
 * for them: on the journal's thread, or at once, on the engine's, when nothing is to be waited for.
 *
 * <p>Called on the engine's thread. The ports behind it are called on either thread, never on both
 * at a time.
 */
public final class DurablePorts implements Ports {
  private static final Logger LOG = LoggerFactory.getLogger(DurablePorts.class);

  /** Told of a journal that cannot be written, on the journal's thread; must not block. */
  public interface Failure {

    /** Called once. From here on every effect is dropped, until {@link #withoutJournal}. */
    void failed(Throwable cause);

    /**
     * Effects were dropped: what became of these is unknown, and their callers are to be told so.
     *
     * @param requests tokens of requests that were not sent: {@code Engine.answered} with null
     * @param orders tokens of this node's own orders, whose result was not handed over
     * @param runs runs whose code was not called and never will be
     */
    void dropped(List<Long> requests, List<Long> orders, List<Run> runs);
  }

  private final Ports real;
  private final Journal journal;
  private final Failure failure;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Batches that were handed to the journal, and whose effects are not done or dropped yet. */
  private final AtomicInteger open = new AtomicInteger();

  private Effects current = new Effects();
  private boolean direct;

  /** What one batch of inputs led to. */
  private final class Effects {
    private final List<Runnable> steps = new ArrayList<>();
    private final List<Long> requests = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    void run() {
      for (Runnable step : steps) {
        try {
          step.run();
        } catch (RuntimeException | Error e) {
          LOG.error("An effect of the engine failed, and the next one comes", e);
        }
      }
    }

    void durable() {
      settled.set(true);
      run();
      open.decrementAndGet();
    }

    void failed(Throwable cause) {
      if (failed.compareAndSet(false, true)) {
        failure.failed(cause);
      }
      // Under ASYNC they were done before it failed.
      if (settled.compareAndSet(false, true)) {
        if (!requests.isEmpty() || !orders.isEmpty() || !runs.isEmpty()) {
          failure.dropped(List.copyOf(requests), List.copyOf(orders), List.copyOf(runs));
        }
        open.decrementAndGet();
      }
    }
  }

  /**
   * Creates the ports.
   *
   * @param real does the effects; must be fit to be called on the journal's thread
   */
  public DurablePorts(Ports real, Journal journal, Failure failure) {
    this.real = real;
    this.journal = journal;
    this.failure = failure;
  }

  /**
   * Ends a batch of inputs: what the engine asked for since the last call is done once these
   * changes, and all before them, are durable.
   */
  public void endBatch(Batch dirty) {
    Effects effects = current;
    boolean nothingToWrite = direct || dirty.isEmpty();
    if (nothingToWrite && effects.steps.isEmpty()) {
      return;
    }
    current = new Effects();
    if (direct || (nothingToWrite && open.get() == 0 && !failed.get())) {
      effects.run();
      return;
    }
    open.incrementAndGet();
    journal.write(dirty, effects::durable, effects::failed);
  }

  /**
   * Has all later effects done at once and nothing written any more. Only for an engine that knows
   * of the failure and neither claims nor votes any more.
   */
  public void withoutJournal() {
    direct = true;
  }

  private void add(Runnable step) {
    current.steps.add(step);
  }

  @Override
  public void multicast(Frame frame) {
    add(() -> real.multicast(frame));
  }

  @Override
  public void request(NodeId to, Frame frame, Duration timeout, long token) {
    current.requests.add(token);
    add(() -> real.request(to, frame, timeout, token));
  }

  @Override
  public void reply(long token, Frame frame) {
    add(() -> real.reply(token, frame));
  }

  @Override
  public void arm(String job, Instant at) {
    add(() -> real.arm(job, at));
  }

  @Override
  public void disarm(String job) {
    add(() -> real.disarm(job));
  }

  @Override
  public void run(Run run, long startBy) {
    current.runs.add(run);
    add(() -> real.run(run, startBy));
  }

  @Override
  public void forget(String job) {
    add(() -> real.forget(job));
  }

  @Override
  public void publish(Event event) {
    add(() -> real.publish(event));
  }

  @Override
  public void ordered(long token, OrderResult result) {
    current.orders.add(token);
    add(() -> real.ordered(token, result));
  }
}
