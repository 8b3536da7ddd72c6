package io.clockwork.jgroups;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while it is joined: the channel, the lanes out and in, and the view.
 *
 * <p>Threads: one sends multicasts, two send requests and answers, one calls the listener, one
 * keeps time; the rest are JGroups'. Callers and JGroups' threads only hand over to them, so that
 * neither the engine nor the group communication ever waits for the other, and a listener that is
 * slow loses frames of its own instead of stalling every sender.
 */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int OUT_FRAMES = 8_192;
  private static final int IN_FRAMES = 65_536;
  private static final long MAX_BYTES = 64L * 1024 * 1024;
  private static final Duration FIRST_VIEW = Duration.ofSeconds(10);
  private static final Duration FLUSH = Duration.ofMillis(500);

  private final String cluster;
  private final Node self;
  private final Settings settings;
  private final JChannel channel;
  private final ClusterListener listener;
  private final ScheduledThreadPoolExecutor timer;
  private final Requests requests;
  private final Lane out;
  private final Lane in;
  private final Aloneness aloneness;
  private final CountDownLatch firstView = new CountDownLatch(1);
  private final Former former = new Former();
  private volatile @Nullable Roster roster;

  /** Makes the channel; opens no socket. */
  Session(String cluster, Node self, Network network, ClusterListener listener) {
    this.cluster = cluster;
    this.self = self;
    this.listener = listener;
    settings = new Settings(cluster, network);
    channel = Channels.open(self, network, settings);
    timer =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "clockwork-time-" + self.name()));
    timer.setRemoveOnCancelPolicy(true);
    requests = new Requests(channel, self.name(), timer, this::requestReceived);
    out = new Lane("clockwork-out-" + self.name(), OUT_FRAMES, MAX_BYTES);
    in = new Lane("clockwork-in-" + self.name(), IN_FRAMES, MAX_BYTES);
    aloneness = new Aloneness(timer, this::describe);
    channel.setUpHandler(
        new Intake(requests.upHandler(), this::viewAccepted, this::multicastReceived));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void join() {
    out.start();
    in.start();
    requests.start();
    Channels.connect(channel, cluster, settings);
    try {
      if (!firstView.await(FIRST_VIEW.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ClusterException("no view came within " + FIRST_VIEW + ". " + describe());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while joining cluster \"" + cluster + "\"", e);
    }
    LOG.info("joined. {}", facts());
  }

  boolean multicast(byte[] frame) {
    return out.offer(frame.length, () -> send(frame));
  }

  private void send(byte[] frame) {
    try {
      channel.send(new BytesMessage(null, frame).setFlag(Message.TransientFlag.DONT_LOOPBACK));
    } catch (Exception e) {
      LOG.debug("a multicast was not sent: the channel is closing", e);
    }
  }

  void request(NodeId target, byte[] frame, Duration timeout, Answer answer) {
    Pending entry = requests.open(timeout, answer);
    if (entry == null) {
      answer.unknown("too many requests under way");
    } else if (target.equals(self.id())) {
      askSelf(entry, frame);
    } else {
      Roster current = roster;
      Address address = current != null ? current.address(target) : null;
      if (address == null) {
        address = former.address(target, System.nanoTime());
      }
      if (address == null) {
        entry.unknown(target + " is not in the view");
      } else {
        requests.send(entry, address, frame);
      }
    }
  }

  private void askSelf(Pending entry, byte[] frame) {
    ClusterListener.Reply reply =
        answer -> {
          Frames.check(answer);
          entry.answered(answer.clone());
        };
    if (!in.offer(frame.length, () -> listener.requestReceived(self.id(), frame, reply))) {
      entry.unknown("the queue to the listener is full or closed");
    }
  }

  private void viewAccepted(org.jgroups.View accepted) {
    Roster next = Roster.of(accepted);
    former.changed(roster, next, System.nanoTime());
    roster = next;
    Strangers.warn(next.strangers());
    View view = next.view();
    aloneness.changed(view.nodes().size());
    in.force(
        () -> {
          try {
            listener.viewChanged(view);
          } finally {
            firstView.countDown();
          }
        });
  }

  private void multicastReceived(@Nullable Address from, byte[] frame) {
    NodeId sender = sender(from);
    if (sender != null) {
      in.offer(frame.length, () -> listener.multicastReceived(sender, frame));
    }
  }

  private void requestReceived(@Nullable Address from, byte[] frame, ClusterListener.Reply reply) {
    NodeId sender = sender(from);
    if (sender != null) {
      in.offer(frame.length, () -> listener.requestReceived(sender, frame, reply));
    }
  }

  /** Before the first view nothing is handed on: the listener would not know whom it is from. */
  private @Nullable NodeId sender(@Nullable Address from) {
    Roster current = roster;
    return current != null ? current.sender(from) : null;
  }

  String describe() {
    return facts() + " " + Channels.advice(channel);
  }

  private String facts() {
    Roster current = roster;
    String view = current != null ? "view " + current.view() : "no view yet";
    return self.id()
        + " in cluster \""
        + cluster
        + "\", "
        + view
        + ". "
        + Channels.facts(channel, settings);
  }

  /** Returns how many messages the transport refused. */
  long refused() {
    return ((HardenedTransport) channel.getProtocolStack().getTransport()).refusals().count();
  }

  /** Lets go out what was handed over, leaves, and ends all threads. */
  void close() {
    if (channel.isConnected()) {
      out.drain(FLUSH);
      requests.drain(FLUSH);
    }
    out.stop();
    requests.stop();
    // A sender that waits for credits is released by this.
    Channels.close(channel, self.name());
    in.close();
    out.close();
    requests.close();
    timer.shutdownNow();
  }
}
