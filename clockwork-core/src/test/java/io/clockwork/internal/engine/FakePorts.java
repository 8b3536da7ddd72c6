package io.clockwork.internal.engine;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what is wanted; the test answers as it likes. */
final class FakePorts implements Ports {
  /** A request that waits for its outcome. */
  record Request(NodeId to, Frame frame, long token) {}

  final List<Frame> multicasts = new ArrayList<>();
  final List<Request> requests = new ArrayList<>();
  final Map<Long, Frame> replies = new HashMap<>();
  final Map<String, Instant> armed = new HashMap<>();
  final List<String> forgotten = new ArrayList<>();
  final List<Run> started = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final Map<Long, OrderResult> ordered = new HashMap<>();

  /** Takes the oldest request of a kind to a node out of those that wait. */
  Request take(NodeId to, Class<? extends Frame> kind) {
    for (Request request : requests) {
      if (request.to().equals(to) && kind.isInstance(request.frame())) {
        requests.remove(request);
        return request;
      }
    }
    throw new AssertionError("no " + kind.getSimpleName() + " to " + to + " in " + requests);
  }

  @Override
  public void multicast(Frame frame) {
    multicasts.add(frame);
  }

  @Override
  public void request(NodeId to, Frame frame, Duration timeout, long token) {
    requests.add(new Request(to, frame, token));
  }

  @Override
  public void reply(long token, Frame frame) {
    replies.put(token, frame);
  }

  @Override
  public void arm(String job, Instant at) {
    armed.put(job, at);
  }

  @Override
  public void disarm(String job) {
    armed.remove(job);
  }

  @Override
  public void forget(String job) {
    forgotten.add(job);
  }

  @Override
  public void run(Run run, long startBy) {
    started.add(run);
  }

  @Override
  public void publish(Event event) {
    events.add(event);
  }

  @Override
  public void ordered(long token, OrderResult result) {
    ordered.put(token, result);
  }
}
