package io.clockwork.internal.node;

import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's thread: hands over inputs one after the other, and lets it act once for each batch.
 */
final class EngineLoop implements Inbox, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
  private static final int BATCH = 1_000;
  private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

  private static final Duration LAST_BATCH = Duration.ofSeconds(2);

  private record Watch(Predicate<Engine> condition, CompletableFuture<Void> done) {}

  /** Something whose caller waits: it is answered even if the loop ends before its turn. */
  private record Call<T extends @Nullable Object>(
      BiFunction<Engine, Moment, T> action, CompletableFuture<T> answer) implements Input {
    @Override
    public void hand(Engine engine, Moment now) {
      try {
        answer.complete(action.apply(engine, now));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }
  }

  private final BlockingQueue<Input> queue = new LinkedBlockingQueue<>();
  private final List<Watch> watches = new ArrayList<>();
  private final String member;
  private @Nullable Recorder recorder;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  EngineLoop(String member) {
    this.member = member;
  }

  static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }

  void start(Engine engine, @Nullable Recorder newRecorder) {
    recorder = newRecorder;
    Thread fresh = new Thread(() -> loop(engine), "clockwork-engine-" + member);
    fresh.setDaemon(true);
    thread = fresh;
    fresh.start();
  }

  boolean started() {
    return thread != null;
  }

  @Override
  public void put(Input input) {
    queue.add(input);
    if (closed) {
      refuseAll();
    }
  }

  /** Nothing is handed over any more: whoever waits is told, and nobody waits for ever. */
  private void refuseAll() {
    for (Input input = queue.poll(); input != null; input = queue.poll()) {
      if (input instanceof Call<?> call) {
        call.answer().completeExceptionally(new IllegalStateException(member + " is closed"));
      }
    }
  }

  /**
   * Has something done on the engine's thread.
   *
   * @return completes with its result, or exceptionally with what it threw, or with an {@link
   *     IllegalStateException} if the loop is closed
   */
  <T extends @Nullable Object> CompletableFuture<T> call(BiFunction<Engine, Moment, T> action) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    put(new Call<>(action, answer));
    return answer;
  }

  /** Returns what completes, on the engine's thread, as soon as something is so after a batch. */
  CompletableFuture<Void> when(Predicate<Engine> condition) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put((engine, now) -> watches.add(new Watch(condition, done)));
    return done;
  }

  private void loop(Engine engine) {
    List<Input> batch = new ArrayList<>();
    while (!closed) {
      try {
        long due = engine.wakeAt();
        long wait = due == Long.MAX_VALUE ? IDLE : Math.min(due - System.nanoTime(), IDLE);
        Input first = wait > 0 ? queue.poll(wait, TimeUnit.NANOSECONDS) : queue.poll();
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
        }
        for (Input input : batch) {
          hand(input, engine);
        }
        batch.clear();
        actGuarded(engine);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void actGuarded(Engine engine) {
    try {
      act(engine);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void act(Engine engine) {
    if (System.nanoTime() >= engine.wakeAt()) {
      engine.tick(now());
    }
    engine.flush(now());
    Recorder keeper = recorder;
    if (keeper != null) {
      keeper.endBatch(engine);
    }
    watches.removeIf(
        watch -> {
          boolean so = watch.condition().test(engine);
          if (so) {
            watch.done().complete(null);
          }
          return so;
        });
  }

  /** A fault in one input must not end the member: it is told, and the next input comes. */
  private void hand(Input input, Engine engine) {
    try {
      input.hand(engine, now());
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void failed(Throwable e) {
    LOG.error("The engine of {} failed at one input and goes on; please report this", member, e);
  }

  /** Ends the thread after the batch that it is at; what waits behind that is refused. */
  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(LAST_BATCH.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    refuseAll();
  }
}
