package io.clockwork.launcher.file;

import io.clockwork.cluster.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a network of the settings that members and clients share. */
public final class Networks {
  private Networks() {}

  /**
   * Checks options that say something of the network.
   *
   * @param members the option {@code --members}
   * @param port the option {@code --port}; null if it was not given
   * @throws IllegalArgumentException naming the option
   */
  public static void checkOptions(List<String> members, @Nullable Integer port) {
    for (String member : members) {
      Overrides.option("--members", () -> Network.tcp(member));
    }
    if (port != null && (port < 1 || port > 65535)) {
      throw new IllegalArgumentException("--port " + port + " is not allowed; use 1 to 65535");
    }
  }

  /**
   * Makes a network.
   *
   * @param stack {@code udp}, {@code tcp}, or the path of a JGroups XML; null for tcp if members
   *     are listed, else udp
   * @param members {@code host:port}, for tcp
   * @param bind an address or interface; null for the library's default
   * @param port for tcp; null for the library's default
   * @throws IllegalArgumentException if the settings contradict one another; the message names them
   */
  public static Network of(
      @Nullable String stack, List<String> members, @Nullable String bind, @Nullable Integer port) {
    String kind = stack != null ? stack : members.isEmpty() ? "udp" : "tcp";
    if (!kind.equals("tcp") && !members.isEmpty()) {
      throw new IllegalArgumentException(
          "members are listed, but the stack is "
              + kind
              + "; with a list of members use stack tcp");
    }
    if (!kind.equals("tcp") && port != null) {
      throw new IllegalArgumentException(
          "a port is given, but the stack is " + kind + "; a port goes with stack tcp");
    }
    if (kind.equals("tcp") && members.isEmpty()) {
      throw new IllegalArgumentException(
          "stack tcp needs a list of members such as 10.0.0.5:7800,10.0.0.6:7800");
    }
    Network network =
        switch (kind) {
          case "udp" -> Network.udp();
          case "tcp" -> Network.tcp(members.toArray(String[]::new));
          default -> Network.stack(kind);
        };
    network = bind == null ? network : network.bind(bind);
    return port == null ? network : network.port(port);
  }
}
