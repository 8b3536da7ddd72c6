package io.clockwork.jgroups;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a stack's XML stand for on one connection. Explicit settings of the {@link
 * Network} win over system properties, those over values computed here, and those over the defaults
 * in the XML. Nothing is written to the system properties: connections do not affect one another.
 */
final class Settings {

  private static final String BIND = "clockwork.bind_addr";

  private final Map<String, String> explicit = new HashMap<>();
  private final Map<String, String> computed = new HashMap<>();
  private final InetAddress bind;
  private final List<String> hosts;

  Settings(String cluster, Network network) {
    hosts = network.hosts();
    String setting = network.bind() != null ? network.bind() : System.getProperty(BIND);
    bind = BindAddress.resolve(setting);
    explicit.put(BIND, bind.getHostAddress());
    Group group = Group.of(cluster);
    computed.put("clockwork.udp.mcast_addr", group.address());
    computed.put("clockwork.udp.mcast_port", Integer.toString(group.port()));
    computed.put("clockwork.udp.ttl", bind.isLoopbackAddress() ? "0" : "1");
    if (network.kind() == Network.Kind.TCP) {
      explicit.put("clockwork.tcp.hosts", hosts(network));
    }
    if (network.port() != 0) {
      explicit.put("clockwork.tcp.port", Integer.toString(network.port()));
      explicit.put("clockwork.tcp.port_range", "0");
    }
  }

  /** Returns the address to bind to. */
  InetAddress bind() {
    return bind;
  }

  /** Returns the hosts to look for members at whose names nobody knows. Asks the name service. */
  List<String> unknownHosts() {
    return hosts.stream().map(Settings::name).distinct().filter(Settings::isUnknown).toList();
  }

  private static boolean isUnknown(String name) {
    try {
      var unused = InetAddress.getByName(name);
      return false;
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** JGroups writes {@code host[port]}, and IPv6 addresses without brackets of their own. */
  private static String hosts(Network network) {
    return network.hosts().stream().map(Settings::host).collect(Collectors.joining(","));
  }

  private static String host(String host) {
    return name(host) + "[" + host.substring(host.lastIndexOf(':') + 1) + "]";
  }

  private static String name(String host) {
    String name = host.substring(0, host.lastIndexOf(':'));
    boolean brackets = name.startsWith("[") && name.endsWith("]");
    return brackets ? name.substring(1, name.length() - 1) : name;
  }

  /**
   * Replaces each {@code ${name}} and {@code ${name:default}} in an attribute's value.
   *
   * @throws ClusterException if a variable has neither a value nor a default
   */
  String substitute(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new ClusterException("\"" + text + "\" has a ${ without its }");
      }
      out.append(text, at, open).append(value(text.substring(open + 2, close)));
      at = close + 1;
    }
    return out.append(text.substring(at)).toString();
  }

  private String value(String variable) {
    int colon = variable.indexOf(':');
    String names = colon < 0 ? variable : variable.substring(0, colon);
    for (String name : names.split(",")) {
      String value = lookUp(name.trim());
      if (value != null) {
        return value;
      }
    }
    if (colon < 0) {
      throw new ClusterException(
          "${"
              + variable
              + "} has no value; set the system property or give a default after a colon");
    }
    return variable.substring(colon + 1);
  }

  private @Nullable String lookUp(String name) {
    String value = explicit.get(name);
    if (value == null) {
      value = System.getProperty(name);
    }
    return value != null ? value : computed.get(name);
  }
}
