package io.clockwork;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.cluster.NodeId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;

/** What both builders need: names, incarnations and the cluster's implementation. */
final class Names {
  private static final int MAX_CLUSTER = 100;

  private Names() {}

  static String checkCluster(String name) {
    boolean good = !name.isEmpty() && name.length() <= MAX_CLUSTER;
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good = c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
    }
    if (!good) {
      throw new IllegalArgumentException(
          "cluster name \""
              + name
              + "\" is not allowed; use 1 to "
              + MAX_CLUSTER
              + " ASCII letters, digits, '-', '_' or '.'");
    }
    return name;
  }

  /** Returns the host's name and the process id, cut and cleaned to a name's form. */
  static String defaultName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    String clean = host.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    if (clean.length() > 40) {
      clean = clean.substring(0, 40);
    }
    return (clean.isEmpty() ? "node" : clean) + "-" + ProcessHandle.current().pid();
  }

  /**
   * Returns a new life of a name: higher than the lives before as long as the clock does not go
   * back.
   */
  static NodeId newIncarnation(String name) {
    long now = System.currentTimeMillis();
    return new NodeId(name, now * 1_000 + ThreadLocalRandom.current().nextInt(1_000));
  }

  static ClusterProvider provider() {
    return ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new ClusterException(
                    "no cluster implementation on the class path; add the dependency"
                        + " io.clockwork:clockwork-jgroups"));
  }
}
