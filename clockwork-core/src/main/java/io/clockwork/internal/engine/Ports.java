package io.clockwork.internal.engine;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;

/**
 * What the engine wants done. Called on the engine's thread; nothing here may block, and nothing
 * may call back into the engine before it returned: what comes of it is a later input.
 */
public interface Ports {

  /** Sends a frame to all other nodes; may be lost. */
  void multicast(Frame frame);

  /** Sends a request to one node; its outcome comes back as {@link Engine#answered}. */
  void request(NodeId to, Frame frame, Duration timeout, long token);

  /** Answers the request that came in with that token. */
  void reply(long token, Frame frame);

  /**
   * Arms the job's one timer, in place of an earlier one; its end comes as {@link Engine#fired}.
   */
  void arm(String job, Instant at);

  /** Disarms the job's timer, if it is armed. */
  void disarm(String job);

  /**
   * Calls the job's code; its end comes as {@link Engine#runEnded}.
   *
   * @param startBy until when it may be called, in monotonic nanoseconds; later it is not called
   */
  void run(Run run, long startBy);

  /** Lets go of a removed job's code: nothing of that name is run until it is registered again. */
  default void forget(String job) {}

  /** Tells the listeners. */
  void publish(Event event);

  /** Hands over what became of an order of this node's own. */
  void ordered(long token, OrderResult result);
}
