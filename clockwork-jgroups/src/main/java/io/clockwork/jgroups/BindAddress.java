package io.clockwork.jgroups;

import io.clockwork.cluster.ClusterException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the local address that a setting names. IPv4 goes before IPv6. */
final class BindAddress {

  /**
   * Bridges and tunnels of containers and virtual machines: taken only if there is nothing else.
   */
  private static final List<String> VIRTUAL =
      List.of("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "utun", "tap");

  private BindAddress() {}

  /**
   * Returns the address.
   *
   * @param setting see {@link io.clockwork.cluster.Network#bind()}
   * @throws ClusterException if this machine has no such address or interface; names what it has
   */
  static InetAddress resolve(@Nullable String setting) {
    if (setting == null) {
      return find(InetAddress::isSiteLocalAddress)
          .or(() -> find(InetAddress::isLoopbackAddress))
          .orElseGet(InetAddress::getLoopbackAddress);
    }
    Optional<InetAddress> found =
        switch (setting.toLowerCase(java.util.Locale.ROOT)) {
          case "loopback" -> find(InetAddress::isLoopbackAddress);
          case "site_local" -> find(InetAddress::isSiteLocalAddress);
          case "global" -> find(BindAddress::isGlobal);
          case "non_loopback" -> find(address -> !address.isLoopbackAddress());
          default -> named(setting);
        };
    return found.orElseThrow(
        () ->
            new ClusterException(
                "bind: this machine has no \"" + setting + "\"; available are " + available()));
  }

  /** Returns the interface that has this address, or {@code "?"}. */
  static String interfaceOf(InetAddress address) {
    try {
      NetworkInterface found = NetworkInterface.getByInetAddress(address);
      return found != null ? found.getName() : "?";
    } catch (SocketException e) {
      return "?";
    }
  }

  private static boolean isGlobal(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress();
  }

  private static Optional<InetAddress> find(Predicate<InetAddress> wanted) {
    return interfaces()
        .sorted(
            Comparator.comparing(BindAddress::isVirtual).thenComparing(NetworkInterface::getIndex))
        .flatMap(NetworkInterface::inetAddresses)
        .filter(wanted)
        .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
  }

  private static Optional<InetAddress> named(String setting) {
    Optional<InetAddress> byInterface =
        interfaces()
            .filter(candidate -> candidate.getName().equals(setting))
            .flatMap(NetworkInterface::inetAddresses)
            .min(
                Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address))
                    .thenComparing(InetAddress::isLinkLocalAddress));
    return byInterface.or(() -> byAddress(setting));
  }

  private static Optional<InetAddress> byAddress(String setting) {
    try {
      InetAddress address = InetAddress.getByName(setting);
      boolean here =
          interfaces().flatMap(NetworkInterface::inetAddresses).anyMatch(address::equals);
      return here || address.isLoopbackAddress() ? Optional.of(address) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isVirtual(NetworkInterface candidate) {
    return VIRTUAL.stream().anyMatch(candidate.getName()::startsWith);
  }

  private static String available() {
    return interfaces()
        .map(
            candidate ->
                candidate.getName()
                    + " "
                    + candidate.inetAddresses().map(InetAddress::getHostAddress).toList())
        .collect(Collectors.joining(", "));
  }

  private static Stream<NetworkInterface> interfaces() {
    try {
      return NetworkInterface.networkInterfaces().filter(BindAddress::isUp);
    } catch (SocketException e) {
      throw new ClusterException("the network interfaces of this machine cannot be listed", e);
    }
  }

  private static boolean isUp(NetworkInterface candidate) {
    try {
      return candidate.isUp();
    } catch (SocketException e) {
      return false;
    }
  }
}
