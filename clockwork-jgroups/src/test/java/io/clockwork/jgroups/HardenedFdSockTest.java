package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member whose failure detector is told of views with members that the test invents. */
@Timeout(120)
class HardenedFdSockTest {
  private static final String CLUSTER = "fd-sock-test";

  private final Addresses addresses = new Addresses();
  private final Network network = Clusters.udp();
  private final Node self = Clusters.member("m1");
  private final Settings settings = new Settings(CLUSTER, network);
  private final JChannel channel = Channels.open(self, network, settings);
  private final HardenedFdSock detector =
      channel.getProtocolStack().findProtocol(HardenedFdSock.class);
  private final Address silent = NodeAddress.of(Clusters.member("silent"));

  /** Knows where invented members are, and keeps who asks for the silent one waiting. */
  private static final class Addresses extends Protocol {
    private final Map<Address, Address> known = new ConcurrentHashMap<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile @Nullable Address keepsWaiting;
    private final AtomicInteger answers = new AtomicInteger();

    @Override
    public Object down(Event event) {
      if (event.getType() != Event.GET_PHYSICAL_ADDRESS) {
        return down_prot.down(event);
      }
      Address of = event.getArg();
      if (of.equals(keepsWaiting)) {
        if (answers.getAndDecrement() > 0) {
          return null;
        }
        asked.countDown();
        awaitRelease();
        return null;
      }
      Address found = known.get(of);
      return found != null ? found : down_prot.down(event);
    }

    private void awaitRelease() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @BeforeEach
  void connect() throws Exception {
    channel
        .getProtocolStack()
        .insertProtocol(addresses, ProtocolStack.Position.BELOW, FD_SOCK2.class);
    Channels.connect(channel, CLUSTER, settings);
    addresses.keepsWaiting = silent;
  }

  @AfterEach
  void close() {
    addresses.released.countDown();
    channel.close();
  }

  @Test
  void view_whoseNextMemberDoesNotAnswer_isInstalledAtOnce() throws Exception {
    // when
    tell(channel.getAddress(), silent);

    // then: that returned, though who connects waits
    assertThat(addresses.asked.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(addresses.released.getCount()).isOne();
  }

  @Test
  void member_thatLeftTheView_isDisconnectedBeforeTheNextIsConnectedTo() throws Exception {
    // given
    int port = Clusters.freePort();
    Network alone = Network.tcp("127.0.0.1:" + port).bind("127.0.0.1").port(port);
    Node other = Clusters.member("m2");
    Settings others = new Settings(CLUSTER, alone);
    try (JChannel peer = Channels.open(other, alone, others)) {
      Channels.connect(peer, CLUSTER, others);
      Address where = (Address) peer.down(new Event(Event.GET_PHYSICAL_ADDRESS, peer.getAddress()));
      addresses.known.put(peer.getAddress(), where);
      tell(channel.getAddress(), peer.getAddress());
      Clusters.awaitUntil(
          "a connection to m2", () -> detector.getClientState().equals("CONNECTED"));
      assertThat(detector.printConnections()).contains("127.0.0.1");

      // when: it asks where the silent one is, to leave its connections, and then to connect to it
      addresses.answers.set(1);
      tell(channel.getAddress(), silent);

      // then
      assertThat(addresses.asked.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(detector.printConnections()).doesNotContain("127.0.0.1");
    }
  }

  private void tell(Address... members) {
    long id = channel.getView().getViewId().getId() + 1;
    detector.down(
        new Event(Event.VIEW_CHANGE, new View(channel.getAddress(), id, List.of(members))));
  }
}
