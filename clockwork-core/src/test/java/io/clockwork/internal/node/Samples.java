package io.clockwork.internal.node;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Cause;
import io.clockwork.job.Event;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the tests of this package share. */
final class Samples {
  private static final long PATIENCE = 60;

  static final Node NODE = new Node(new NodeId("a", 1_000), Role.MEMBER, Map.of());

  private Samples() {}

  static Run run(String job, String order) {
    Instant at = Instant.parse("2026-12-01T02:00:00Z");
    return new Run(
        new RunId(job, new RootCause.ByOrder(order), null),
        new Cause.Ordered(order, "admin"),
        RunState.RUNNING,
        1,
        0,
        NODE.id(),
        at,
        at,
        null,
        null,
        null,
        null,
        Map.of("day", "monday"));
  }

  static Engine engine() {
    Options options = new Options(100, 10, Options.CHUNK, Options.TAKEOVER);
    return new Engine(NODE, new Silent(), options, EngineLoop.now());
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE, TimeUnit.SECONDS);
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came within " + PATIENCE + " s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void join(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
    if (thread.isAlive()) {
      throw new AssertionError(thread + " is still there");
    }
  }

  /** Does nothing of what the engine wants done. */
  static class Silent implements Ports {
    @Override
    public void multicast(Frame frame) {}

    @Override
    public void request(NodeId to, Frame frame, Duration timeout, long token) {}

    @Override
    public void reply(long token, Frame frame) {}

    @Override
    public void arm(String job, Instant at) {}

    @Override
    public void disarm(String job) {}

    @Override
    public void run(Run run, long startBy) {}

    @Override
    public void publish(Event event) {}

    @Override
    public void ordered(long token, OrderResult result) {}
  }
}
