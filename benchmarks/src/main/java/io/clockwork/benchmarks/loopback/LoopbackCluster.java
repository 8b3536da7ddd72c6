package io.clockwork.benchmarks.loopback;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.SHARED_LOOPBACK_PING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * One member's connection over JGroups' shared loopback: the group protocols of Clockwork's own
 * stack over a transport without sockets, which the product itself refuses. A frame is {@code kind,
 * number of the request (8), what is in it}.
 */
final class LoopbackCluster implements Cluster {
  private static final byte MULTICAST = 0;
  private static final byte REQUEST = 1;
  private static final byte ANSWER = 2;
  private static final int HEADER = 9;
  private static final Duration FIRST_VIEW = Duration.ofSeconds(30);

  private final String cluster;
  private final Node self;
  private final LoopbackProvider provider;
  private final Traffic traffic;
  private final Map<Long, Answer> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final CountDownLatch firstView = new CountDownLatch(1);
  private volatile @Nullable JChannel channel;
  private volatile @Nullable ClusterListener listener;
  private volatile Map<NodeId, Address> addresses = Map.of();

  LoopbackCluster(String cluster, Node self, LoopbackProvider provider) {
    this.cluster = cluster;
    this.self = self;
    this.provider = provider;
    this.traffic = provider.traffic();
  }

  @Override
  public Node self() {
    return self;
  }

  @Override
  public void join(ClusterListener joining) {
    listener = joining;
    try {
      JChannel made = stack().name(self.name());
      channel = made;
      made.addAddressGenerator(
          () -> {
            Address address = org.jgroups.util.UUID.randomUUID();
            provider.nodes().put(address, self);
            return address;
          });
      made.setReceiver(new Incoming());
      made.connect(cluster);
      if (!firstView.await(FIRST_VIEW.toSeconds(), TimeUnit.SECONDS)) {
        throw new ClusterException("no view came within " + FIRST_VIEW);
      }
    } catch (ClusterException e) {
      throw e;
    } catch (Exception e) {
      throw new ClusterException("cannot join " + cluster, e);
    }
  }

  /** As clockwork-udp.xml has it, but for the transport and what belongs to sockets. */
  private static JChannel stack() throws Exception {
    return new JChannel(
        new SHARED_LOOPBACK(),
        new SHARED_LOOPBACK_PING(),
        new MERGE3().setMinInterval(800).setMaxInterval(2_000),
        new FD_ALL3().setTimeout(6_000).setInterval(1_000),
        new VERIFY_SUSPECT2().setTimeout(500),
        new NAKACK2(),
        new UNICAST3(),
        new STABLE().setDesiredAverageGossip(10_000).setMaxBytes(1_000_000),
        new GMS().printLocalAddress(false).setJoinTimeout(1_000),
        new FRAG2().setFragSize(60_000));
  }

  private final class Incoming implements Receiver {
    @Override
    public void viewAccepted(org.jgroups.View view) {
      Map<NodeId, Address> known = new ConcurrentHashMap<>();
      List<Node> nodes =
          view.getMembers().stream()
              .map(address -> Objects.requireNonNull(provider.nodes().get(address)))
              .toList();
      for (Address address : view.getMembers()) {
        known.put(Objects.requireNonNull(provider.nodes().get(address)).id(), address);
      }
      addresses = known;
      Node creator = provider.nodes().get(view.getCreator());
      listener()
          .viewChanged(
              new View(
                  new ViewId(
                      (creator == null ? nodes.get(0) : creator).id(), view.getViewId().getId()),
                  nodes,
                  view instanceof MergeView));
      firstView.countDown();
    }

    @Override
    public void receive(Message message) {
      Node from = provider.nodes().get(message.getSrc());
      if (from == null) {
        return;
      }
      traffic.delivered();
      ByteBuffer in = ByteBuffer.wrap(message.getArray(), message.getOffset(), message.getLength());
      byte kind = in.get();
      long number = in.getLong();
      byte[] frame = new byte[in.remaining()];
      in.get(frame);
      if (kind == MULTICAST) {
        listener().multicastReceived(from.id(), frame);
      } else if (kind == REQUEST) {
        listener()
            .requestReceived(
                from.id(), frame, reply -> send(message.getSrc(), ANSWER, number, reply));
      } else {
        Answer answer = open.remove(number);
        if (answer != null) {
          answer.answered(frame);
        }
      }
    }
  }

  private ClusterListener listener() {
    return Objects.requireNonNull(listener, "not joined");
  }

  private boolean send(@Nullable Address to, byte kind, long number, byte[] frame) {
    JChannel connected = channel;
    if (connected == null) {
      return false;
    }
    byte[] whole =
        ByteBuffer.allocate(HEADER + frame.length).put(kind).putLong(number).put(frame).array();
    Message message = new BytesMessage(to, whole);
    if (to == null) {
      message.setFlag(Message.TransientFlag.DONT_LOOPBACK);
      traffic.multicast(frame.length);
    } else {
      message.setFlag(Message.Flag.OOB);
      traffic.unicast(frame.length);
    }
    try {
      connected.send(message);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Override
  public boolean multicast(byte[] frame) {
    return send(null, MULTICAST, 0, frame);
  }

  @Override
  public void request(NodeId target, byte[] frame, Duration timeout, Answer answer) {
    Address address = addresses.get(target);
    if (target.equals(self.id())) {
      listener().requestReceived(target, frame, answer::answered);
      return;
    }
    if (address == null) {
      answer.unknown(target + " is not in the view");
      return;
    }
    long number = numbers.incrementAndGet();
    open.put(number, answer);
    provider
        .timer()
        .schedule(
            () -> {
              Answer late = open.remove(number);
              if (late != null) {
                late.unknown("no answer within " + timeout);
              }
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    send(address, REQUEST, number, frame);
  }

  /** Goes without a word, as a process that is killed. */
  void crash() {
    JChannel connected = channel;
    channel = null;
    if (connected != null) {
      try {
        Util.shutdown(connected);
      } catch (Exception e) {
        throw new ClusterException("cannot crash " + self, e);
      }
    }
  }

  @Override
  public String describe() {
    return self.id() + " on the loopback of this JVM";
  }

  @Override
  public void close() {
    JChannel connected = channel;
    channel = null;
    if (connected != null) {
      connected.close();
    }
  }
}
