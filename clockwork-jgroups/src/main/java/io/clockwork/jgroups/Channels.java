package io.clockwork.jgroups;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.net.BindException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.PhysicalAddress;
import org.jgroups.protocols.Discovery;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.UDP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.ProtocolStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens, connects, describes and closes channels. */
final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
  private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(4);

  private Channels() {}

  /** Makes a channel that is not connected, with this node's address and order of members. */
  static JChannel open(Node self, Network network, Settings settings) {
    JGroupsLogging.install();
    JChannel channel = StackFile.open(network, settings);
    ProtocolStack stack = channel.getProtocolStack();
    // Set once more, past the XML: under java.net.preferIPv6Addresses JGroups silently replaces an
    // IPv4
    // address given there by an IPv6 one of the machine.
    if (network.kind() != Network.Kind.STACK || network.bind() != null) {
      stack.getTransport().setBindAddress(settings.bind());
      FD_SOCK2 detector = stack.findProtocol(FD_SOCK2.class);
      if (detector != null) {
        detector.setBindAddress(settings.bind());
      }
    }
    GMS membership = stack.findProtocol(GMS.class);
    membership.setMembershipChangePolicy(new MembersFirst());
    channel.addAddressGenerator(() -> NodeAddress.of(self));
    channel.setName(self.name());
    return channel;
  }

  /**
   * Connects and verifies where the channel is bound to.
   *
   * @throws ClusterException if that fails, or it is bound to another address than it was told
   */
  static void connect(JChannel channel, String cluster, Settings settings) {
    TP transport = channel.getProtocolStack().getTransport();
    InetAddress wanted = transport.getBindAddress();
    try {
      channel.connect(cluster);
    } catch (Exception e) {
      throw new ClusterException(explain(e, cluster, wanted), e);
    }
    InetAddress bound = transport.getBindAddress();
    if (wanted != null && !wanted.equals(bound)) {
      throw new ClusterException(
          "told to bind to "
              + wanted.getHostAddress()
              + " but JGroups bound to "
              + (bound != null ? bound.getHostAddress() : "nothing")
              + "; is java.net.preferIPv6Addresses or jgroups.bind_addr set?");
    }
  }

  private static String explain(Exception failure, String cluster, InetAddress wanted) {
    String where = "cannot join cluster \"" + cluster + "\" at " + wanted.getHostAddress() + ": ";
    String reason = StackFile.reason(failure);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof BindException
          || message.contains("Address already in use")
          || message.contains("No available port")
          || message.contains("failed to open a port")) {
        return where + "the port is in use (" + reason + "); choose another or stop who has it";
      }
    }
    return where + reason;
  }

  /** Says which addresses, groups and ports are used. */
  static String facts(JChannel channel, Settings settings) {
    ProtocolStack stack = channel.getProtocolStack();
    TP transport = stack.getTransport();
    InetAddress bind = transport.getBindAddress();
    if (bind == null) {
      bind = settings.bind();
    }
    PhysicalAddress physical = ((HardenedTransport) transport).boundTo();
    StringBuilder text = new StringBuilder("Bound to ");
    text.append(physical != null ? physical : bind.getHostAddress());
    text.append(" on interface ").append(BindAddress.interfaceOf(bind));
    if (transport instanceof UDP udp) {
      text.append(", multicast group ").append(udp.getMulticastAddress().getHostAddress());
      text.append(':')
          .append(udp.getMulticastPort())
          .append(", TTL ")
          .append(udp.getMulticastTTL());
    }
    if (stack.findProtocol(Discovery.class) instanceof TCPPING list) {
      text.append(", looks for members at ").append(list.getInitialHosts());
      List<String> unknown = settings.unknownHosts();
      if (!unknown.isEmpty()) {
        text.append(" and not at ")
            .append(String.join(", ", unknown))
            .append(" (no host of that name is known)");
      }
    }
    FD_SOCK2 detector = stack.findProtocol(FD_SOCK2.class);
    if (detector != null) {
      text.append(", failure detector on TCP port + ").append(detector.getOffset());
    }
    return text.append('.').toString();
  }

  /** Says what to check if no other node is found. */
  static String advice(JChannel channel) {
    return channel.getProtocolStack().getTransport() instanceof UDP
        ? "If it finds nobody, check that the others use the same cluster name, that their interface"
            + " is on the same network (and none is bound to loopback alone), that the network"
            + " passes multicast (TTL, switches, containers), and that firewalls pass UDP to the"
            + " group and between the nodes, and TCP to the failure detector; or use TCP."
        : "If it finds nobody, check that one of these addresses is a running node of the same"
            + " cluster name, that it is not bound to loopback alone, and that firewalls pass TCP to"
            + " the nodes' ports and to their failure detectors'.";
  }

  /** Leaves and closes, bounded in time even if the network hangs. */
  static void close(JChannel channel, String name) {
    Thread closing = new Thread(channel::close, "clockwork-close-" + name);
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
      if (closing.isAlive()) {
        LOG.warn("leaving takes longer than {} ms; going on without waiting", CLOSE_MILLIS);
        closing.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
