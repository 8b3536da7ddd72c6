package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jgroups.Version;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArrayDataOutputStream;

/** A stranger on the network of a cluster, who sends what it likes. */
final class Wire implements AutoCloseable {
  /** The ports that strangers say they listen on; nobody does, and nobody asks. */
  private static final AtomicInteger STRANGERS = new AtomicInteger();

  private static final Pattern BOUND = Pattern.compile("Bound to 127\\.0\\.0\\.1:(\\d+)");
  private static final int FD_OFFSET = 100;
  private static final int MAX_HANG_UPS = 10;

  private final MulticastSocket socket;
  private final InetSocketAddress group;

  Wire(String cluster) throws IOException {
    Group wanted = Group.of(cluster);
    group = new InetSocketAddress(wanted.address(), wanted.port());
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    socket = new MulticastSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setNetworkInterface(loopback);
    socket.setTimeToLive(0);
  }

  static int port(Cluster node) {
    Matcher matcher = BOUND.matcher(node.describe());
    if (!matcher.find()) {
      throw new IllegalStateException(node.describe());
    }
    return Integer.parseInt(matcher.group(1));
  }

  static int detectorPort(Cluster node) {
    return port(node) + FD_OFFSET;
  }

  void toGroup(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, group));
  }

  void toPort(int port, byte[] datagram) throws IOException {
    socket.send(
        new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Connects as JGroups does, says hello with a made-up address, and sends each with its length.
   * Each connection has an address of its own: of two of one address JGroups hangs up on the
   * second, and the first is there for a moment after it was closed.
   *
   * <p>With each view JGroups hangs up on all who are not in it, and strangers can bring one about:
   * all are sent again then.
   */
  static void toTcp(int port, List<byte[]> messages) throws IOException {
    for (int left = MAX_HANG_UPS; ; left--) {
      try {
        once(port, messages);
        return;
      } catch (SocketException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private static void once(int port, List<byte[]> messages) throws IOException {
    ByteArrayDataOutputStream hello = new ByteArrayDataOutputStream();
    hello.write(new byte[] {'b', 'e', 'l', 'a'});
    hello.writeShort(Version.version);
    IpAddress address =
        new IpAddress(InetAddress.getLoopbackAddress(), STRANGERS.incrementAndGet());
    hello.writeShort(address.serializedSize());
    address.writeTo(hello);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(hello.buffer(), 0, hello.position());
      for (byte[] message : messages) {
        out.writeInt(message.length);
        out.write(message);
        out.flush();
      }
      awaitEnd(socket);
    }
  }

  /** Connects and sends bytes as they are. */
  static void rawToTcp(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      awaitEnd(socket);
    } catch (SocketException e) {
      // It hung up on us: fine.
    }
  }

  /** Ends our side and waits for the other, so that what was sent has been looked at. */
  private static void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout(3_000);
    try {
      socket.shutdownOutput();
      while (socket.getInputStream().read() >= 0) {
        // Whatever it says.
      }
    } catch (SocketTimeoutException | SocketException e) {
      // It keeps us, or hung up on us: either is fine.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
