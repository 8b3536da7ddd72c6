package io.clockwork.jgroups;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.SuspectedException;
import org.jgroups.UpHandler;
import org.jgroups.View;
import org.jgroups.blocks.MessageDispatcher;
import org.jgroups.blocks.RequestCorrelator;
import org.jgroups.blocks.RequestHandler;
import org.jgroups.blocks.RequestOptions;
import org.jgroups.blocks.Response;
import org.jgroups.blocks.ResponseMode;
import org.jgroups.blocks.UnicastRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests and answers over JGroups' {@link MessageDispatcher}, without ever blocking a caller.
 *
 * <p>Small frames go by a lane of their own and past flow control, whose credits a frozen target
 * would withhold from all; their volume is bounded by the requests under way. Frames longer than a
 * fragment go by a second lane under flow control, so that they neither flood a receiver nor hold
 * up small ones.
 */
final class Requests implements RequestHandler {

  /** Takes a request that came in. */
  interface Server {
    void received(@Nullable Address from, byte[] frame, ClusterListener.Reply reply);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final int MAX_PENDING = 10_000;
  private static final int SMALL = 32 * 1024;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final JChannel channel;
  private final MessageDispatcher dispatcher;
  private final ScheduledExecutorService timer;
  private final Server server;
  private final Lane small;
  private final Lane large;
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  Requests(JChannel channel, String name, ScheduledExecutorService timer, Server server) {
    this.channel = channel;
    this.timer = timer;
    this.server = server;
    small = new Lane("clockwork-ask-" + name, 2 * MAX_PENDING, MAX_BYTES);
    large = new Lane("clockwork-bulk-" + name, MAX_PENDING, MAX_BYTES);
    // Answers are completed on the network's threads: they only hand over.
    dispatcher =
        new MessageDispatcher(channel, this).asyncDispatching(true).asyncRspHandling(false);
  }

  UpHandler upHandler() {
    return dispatcher.getProtocolAdapter();
  }

  void start() {
    small.start();
    large.start();
  }

  /**
   * Makes an entry for a request, which ends as unknown after the timeout; null if there are too
   * many.
   */
  @Nullable Pending open(Duration timeout, Answer answer) {
    if (pending.size() >= MAX_PENDING) {
      return null;
    }
    Pending[] self = new Pending[1];
    Pending entry = new Pending(answer, () -> pending.remove(self[0]));
    self[0] = entry;
    pending.add(entry);
    try {
      entry.timer(
          timer.schedule(
              () -> entry.unknown("no answer within " + timeout),
              timeout.toNanos(),
              TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      entry.unknown("the connection is closed");
    }
    return entry;
  }

  void send(Pending entry, Address target, byte[] frame) {
    boolean taken = lane(frame).offer(frame.length, () -> dispatch(entry, target, frame));
    if (!taken) {
      entry.unknown("the queue to the network is full or closed");
    }
  }

  private void dispatch(Pending entry, Address target, byte[] frame) {
    if (entry.isDone()) {
      return;
    }
    RequestOptions options = new RequestOptions(ResponseMode.GET_FIRST, 0);
    try {
      CompletableFuture<Object> answer = ask(message(target, frame), options);
      entry.sent(answer);
      answer.whenComplete((result, failure) -> complete(entry, result, failure));
    } catch (Exception e) {
      entry.unknown("sending failed: " + e);
    }
  }

  /** As the dispatcher does, but for targets out of the view: those it gives up at once. */
  private CompletableFuture<Object> ask(Message message, RequestOptions options) throws Exception {
    View view = channel.getView();
    if (view == null || view.containsMember(message.getDest())) {
      return dispatcher.sendMessageWithFuture(message, options);
    }
    Unbound request = new Unbound(dispatcher.correlator(), message.getDest(), options);
    request.sendRequest(message);
    return request;
  }

  /** A request that ends by its answer or its timeout, whatever the view. */
  private static final class Unbound extends UnicastRequest<Object> {
    Unbound(RequestCorrelator correlator, Address target, RequestOptions options) {
      super(correlator, target, options);
    }

    @Override
    public void viewChange(View view, boolean before) {
      // Its target is in none.
    }
  }

  private static void complete(
      Pending entry, @Nullable Object result, @Nullable Throwable failure) {
    if (result instanceof byte[] frame && frame.length > 0 && frame.length <= Cluster.MAX_FRAME) {
      entry.answered(frame);
    } else if (failure instanceof SuspectedException) {
      entry.unknown("the node left");
    } else {
      entry.unknown(failure != null ? failure.toString() : "the answer is not a frame");
    }
  }

  @Override
  public @Nullable Object handle(Message request) {
    return null; // never called: dispatching is asynchronous
  }

  @Override
  public void handle(Message request, @Nullable Response response) {
    if (response == null) {
      return;
    }
    Address from = request.getSrc();
    AtomicBoolean replied = new AtomicBoolean();
    server.received(
        from,
        Intake.copy(request),
        frame -> {
          Frames.check(frame);
          if (replied.compareAndSet(false, true)) {
            byte[] copy = frame.clone();
            lane(copy).offer(copy.length, () -> reply(response, from, copy));
          }
        });
  }

  private static void reply(Response response, Address to, byte[] frame) {
    try {
      response.send(message(to, frame), false);
    } catch (RuntimeException e) {
      LOG.debug("an answer to {} was not sent: the channel is closing", to, e);
    }
  }

  private static Message message(Address to, byte[] frame) {
    Message message = new BytesMessage(to, frame).setFlag(Message.Flag.OOB);
    return frame.length <= SMALL ? message.setFlag(Message.Flag.NO_FC) : message;
  }

  private Lane lane(byte[] frame) {
    return frame.length <= SMALL ? small : large;
  }

  /** Lets what was handed over go out. */
  void drain(Duration patience) {
    small.drain(patience);
  }

  /** Sends nothing more, and makes what is under way unknown. */
  void stop() {
    small.stop();
    large.stop();
    for (Pending entry : pending) {
      entry.unknown("the connection is closed");
    }
  }

  /** Waits for the threads' end. */
  void close() {
    stop();
    small.close();
    large.close();
  }
}
