package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Recorder;
import io.clockwork.cluster.Role;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own, to be killed, stopped and resumed.
 *
 * <p>Its main takes {@code cluster name role udp} or {@code cluster name role tcp port
 * host:port...} and runs until its standard input ends.
 */
final class ChildNode implements AutoCloseable {

  private final Process process;
  private final List<String> output = new ArrayList<>();

  private ChildNode(Process process) {
    this.process = process;
  }

  static ChildNode udp(String cluster, String name, Role role) {
    return start(List.of(), List.of(cluster, name, role.name(), "udp"));
  }

  static ChildNode tcp(String cluster, String name, int port, List<String> hosts) {
    List<String> arguments = new ArrayList<>(List.of(cluster, name, "MEMBER", "tcp", "" + port));
    arguments.addAll(hosts);
    return start(List.of(), arguments);
  }

  static ChildNode start(List<String> options, List<String> arguments) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Xmx128m");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, ChildNode.class.getName()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      ChildNode child = new ChildNode(process);
      Thread reader = new Thread(child::read, "child-output");
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (output) {
          output.add(line);
        }
      }
    } catch (IOException e) {
      // The process is gone.
    }
  }

  String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  void awaitEnd() {
    Clusters.awaitUntil("the child to end", () -> !process.isAlive());
  }

  void kill() {
    process.destroyForcibly();
  }

  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Clusters.awaitUntil("the child to end", () -> !process.isAlive());
  }

  public static void main(String[] arguments) throws IOException {
    String name = arguments[1];
    NodeId id = new NodeId(name, System.currentTimeMillis() * 1_000);
    Node self = new Node(id, Role.valueOf(arguments[2]), Map.of());
    Network network = Clusters.udp();
    if (arguments[3].equals("tcp")) {
      String[] hosts = List.of(arguments).subList(5, arguments.length).toArray(String[]::new);
      network = Network.tcp(hosts).bind("127.0.0.1").port(Integer.parseInt(arguments[4]));
    }
    try (Cluster cluster = Clusters.connection(arguments[0], self, network)) {
      cluster.join(new Recorder());
      System.out.println("JOINED " + cluster.describe());
      while (System.in.read() >= 0) {
        // Until the parent is gone.
      }
    }
  }
}
