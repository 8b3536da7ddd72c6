package io.clockwork.internal.node;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.Answer;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.WireException;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the engine to the cluster, the timetable and the workers: frames to bytes and back, and
 * what comes in to the inbox. The same for a real node and for one in the simulation.
 */
public final class Wiring implements Ports, ClusterListener {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Cluster cluster;
  private final Timetable timetable;
  private final Workers workers;
  private final Inbox inbox;
  private final Consumer<Event> events;
  private final BiConsumer<Long, OrderResult> orders;
  private final Map<Long, Reply> replies = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * Creates the wiring.
   *
   * @param events takes events, on the engine's thread
   * @param orders takes what became of orders, on the engine's thread
   */
  public Wiring(
      Cluster cluster,
      Timetable timetable,
      Workers workers,
      Inbox inbox,
      Consumer<Event> events,
      BiConsumer<Long, OrderResult> orders) {
    this.cluster = cluster;
    this.timetable = timetable;
    this.workers = workers;
    this.inbox = inbox;
    this.events = events;
    this.orders = orders;
  }

  // From the cluster -----------------------------------------------------------------------------

  @Override
  public void viewChanged(View view) {
    inbox.put((engine, now) -> engine.viewChanged(now, view));
  }

  @Override
  public void multicastReceived(NodeId from, byte[] frame) {
    Frame decoded = decode(from, frame);
    if (decoded != null) {
      inbox.put((engine, now) -> engine.received(now, from, decoded));
    }
  }

  @Override
  public void requestReceived(NodeId from, byte[] frame, Reply reply) {
    Frame decoded = decode(from, frame);
    if (decoded == null) {
      return;
    }
    long token = tokens.incrementAndGet();
    replies.put(token, reply);
    inbox.put((engine, now) -> engine.requested(now, from, decoded, token));
  }

  private @Nullable Frame decode(NodeId from, byte[] frame) {
    try {
      return Codec.decode(frame);
    } catch (WireException e) {
      if (refused.getAndIncrement() == 0) {
        LOG.warn(
            "Refused a frame from {}: {}. Further ones are counted and logged at debug",
            from,
            e.getMessage());
      } else {
        LOG.debug("Refused frame {} from {}: {}", refused.get(), from, e.getMessage());
      }
      return null;
    }
  }

  // From the engine ------------------------------------------------------------------------------

  @Override
  public void multicast(Frame frame) {
    if (!cluster.multicast(Codec.encode(frame))) {
      LOG.debug("The queue to the network is full; anti-entropy will bring what was dropped");
    }
  }

  @Override
  public void request(NodeId to, Frame frame, Duration timeout, long token) {
    cluster.request(
        to,
        Codec.encode(frame),
        timeout,
        new Answer() {
          @Override
          public void answered(byte[] answer) {
            Frame decoded = decode(to, answer);
            inbox.put((engine, now) -> engine.answered(now, token, decoded));
          }

          @Override
          public void unknown(String reason) {
            LOG.debug("Request to {}: {}", to, reason);
            inbox.put((engine, now) -> engine.answered(now, token, null));
          }
        });
  }

  @Override
  public void reply(long token, Frame frame) {
    Reply reply = replies.remove(token);
    if (reply != null) {
      reply.send(Codec.encode(frame));
    }
  }

  @Override
  public void arm(String job, Instant at) {
    timetable.arm(job, at);
  }

  @Override
  public void disarm(String job) {
    timetable.disarm(job);
  }

  @Override
  public void run(Run run, long startBy) {
    workers.run(run, startBy);
  }

  @Override
  public void forget(String job) {
    workers.forget(job);
  }

  @Override
  public void publish(Event event) {
    events.accept(event);
  }

  @Override
  public void ordered(long token, OrderResult result) {
    orders.accept(token, result);
  }
}
