package io.clockwork.cluster;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes of a cluster find and reach one another. Immutable.
 *
 * <p>{@link #udp()} finds them by multicast; {@link #tcp(String...)} by a list of addresses; {@link
 * #stack(String)} takes a JGroups configuration of your own.
 *
 * @param kind udp, tcp or a stack of your own
 * @param bind the interface or address to bind to: an address ({@code 10.0.0.5}), the name of an
 *     interface ({@code eth0}), or {@code loopback}, {@code site_local}, {@code global}, {@code
 *     non_loopback}; null for the default, {@code site_local} and else {@code loopback}
 * @param port TCP only: the port to bind to, 1 to 65535; 0 for the default, 7800, and the next free
 *     of the 10 after it
 * @param hosts TCP only: {@code host:port} of some or all members; empty otherwise
 * @param location {@link Kind#STACK} only: a file path, URL or class path resource of a JGroups XML
 * @since 0.1
 */
public record Network(
    Kind kind, @Nullable String bind, int port, List<String> hosts, @Nullable String location) {

  /**
   * The kinds of network.
   *
   * @since 0.1
   */
  public enum Kind {
    /** IP multicast, nodes find one another by themselves. */
    UDP,
    /** TCP with a list of addresses. */
    TCP,
    /** A JGroups configuration of the user's. */
    STACK
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a setting does not fit the kind; the message names it
   */
  public Network {
    Objects.requireNonNull(kind, "kind");
    hosts = List.copyOf(hosts);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not allowed; use 0 to 65535");
    }
    if (bind != null && bind.isBlank()) {
      throw new IllegalArgumentException(
          "bind is blank; name an address, an interface, or leave it out");
    }
    if (kind == Kind.TCP && hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "a TCP network needs at least one host:port to look for members at");
    }
    if (kind != Kind.TCP && (!hosts.isEmpty() || port != 0)) {
      throw new IllegalArgumentException("hosts and port are settings of a TCP network only");
    }
    if ((kind == Kind.STACK) != (location != null)) {
      throw new IllegalArgumentException("a stack's location goes with Kind.STACK, and only there");
    }
    for (String host : hosts) {
      checkHost(host);
    }
  }

  private static void checkHost(String host) {
    int colon = host.lastIndexOf(':');
    boolean good = colon > 0 && colon < host.length() - 1;
    if (good) {
      try {
        int number = Integer.parseInt(host.substring(colon + 1));
        good = number >= 1 && number <= 65535;
      } catch (NumberFormatException e) {
        good = false;
      }
    }
    if (!good) {
      throw new IllegalArgumentException(
          "\"" + host + "\" is not host:port; write for instance 10.0.0.5:7800");
    }
  }

  /** Returns a network whose nodes find one another by IP multicast; the default. */
  public static Network udp() {
    return new Network(Kind.UDP, null, 0, List.of(), null);
  }

  /**
   * Returns a network over TCP.
   *
   * @param hosts {@code host:port} of some or all members; one that is up is enough to join
   * @throws IllegalArgumentException if one is not {@code host:port}, or none is given
   */
  public static Network tcp(String... hosts) {
    return new Network(Kind.TCP, null, 0, List.of(hosts), null);
  }

  /**
   * Returns a network configured by a JGroups XML file of your own. Its transport must be one of
   * Clockwork's hardened ones.
   *
   * @param location a file path, URL or class path resource
   */
  public static Network stack(String location) {
    return new Network(Kind.STACK, null, 0, List.of(), location);
  }

  /**
   * Returns this network bound to another interface or address.
   *
   * @param newBind see {@link #bind()}
   */
  public Network bind(String newBind) {
    return new Network(kind, newBind, port, hosts, location);
  }

  /**
   * Returns this TCP network bound to another port.
   *
   * @param newPort see {@link #port()}
   * @throws IllegalArgumentException if this is not a TCP network, or the port is out of range
   */
  public Network port(int newPort) {
    return new Network(kind, bind, newPort, hosts, location);
  }
}
