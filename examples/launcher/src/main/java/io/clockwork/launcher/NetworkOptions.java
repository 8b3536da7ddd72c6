package io.clockwork.launcher;

import io.clockwork.cluster.Network;
import io.clockwork.launcher.file.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a node finds the others: the same options for members and clients. */
final class NetworkOptions {
  @Option(
      names = "--members",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Find members over TCP at these addresses, instead of by multicast.")
  private List<String> members = List.of();

  @Option(
      names = "--stack",
      paramLabel = "udp|tcp|FILE",
      description = "The network: multicast, a list of addresses, or a JGroups XML.")
  private @Nullable String stack;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address or interface to bind to; loopback, site_local, global.")
  private @Nullable String bind;

  @Option(names = "--port", description = "The TCP port to bind to (default: 7800 and up).")
  private @Nullable Integer port;

  List<String> members() {
    return members;
  }

  @Nullable String stack() {
    return stack;
  }

  @Nullable String bind() {
    return bind;
  }

  @Nullable Integer port() {
    return port;
  }

  /** Returns the network; throws IllegalArgumentException if the options contradict one another. */
  Network network() {
    Networks.checkOptions(members, port);
    return Networks.of(stack, members, bind, port);
  }
}
