package io.clockwork.jgroups;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The multicast group and port of a cluster, a pure function of its name: clusters of different
 * names do not hear one another even where a system filters by port alone (macOS).
 *
 * <p>The group lies in 239.192.0.0/14, the Organization-Local Scope of RFC 2365; the port in 20000
 * to 29999, below the ephemeral ports of Linux (32768) and of IANA (49152). That is 2.6 billion
 * pairs.
 *
 * @param address the group
 * @param port the UDP port
 */
record Group(String address, int port) {

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  static Group of(String cluster) {
    byte[] hash = sha256("clockwork:" + cluster);
    int second = 192 + (hash[0] & 3);
    String address = "239." + second + "." + (hash[1] & 0xff) + "." + (hash[2] & 0xff);
    int number = (hash[3] & 0xff) << 16 | (hash[4] & 0xff) << 8 | (hash[5] & 0xff);
    return new Group(address, FIRST_PORT + number % PORTS);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
