package io.clockwork.faultlab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The hosts and the network between them, by netlab.sh. A guard process takes the lab down if this
 * JVM ends without having done so, however it ends.
 */
final class Netlab implements AutoCloseable {
  static final Path SCRIPTS = Path.of(System.getProperty("faultlab.scripts", "netlab"));

  /** Labs of several builds stand side by side: each has a prefix of its own. */
  private static final String PREFIX = "cw" + letters(ProcessHandle.current().pid());

  private final List<Process> guards = new ArrayList<>();

  private Netlab() {}

  static Netlab up(int hosts) {
    Netlab lab = new Netlab();
    lab.guard();
    lab.netlab("up", Integer.toString(hosts));
    return lab;
  }

  private static String letters(long number) {
    return Long.toString(number, 26)
        .chars()
        .mapToObj(c -> String.valueOf((char) ('a' + Character.digit(c, 26))))
        .collect(Collectors.joining());
  }

  private void guard() {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(command("guard", Long.toString(ProcessHandle.current().pid())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment());
    try {
      guards.add(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("bash", SCRIPTS.resolve("netlab.sh").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Map<String, String> environment() {
    return Map.of("NETLAB_PREFIX", PREFIX);
  }

  private String netlab(String... arguments) {
    return Shell.run(environment(), command(arguments));
  }

  /**
   * Returns a command that runs a command on a host, under the process id that it is started as.
   */
  List<String> on(int host, List<String> command) {
    List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", PREFIX + host));
    there.addAll(command);
    return there;
  }

  /** Cuts the groups off from one another in one step: {@code "1 2 | 3 4 5"}. */
  void partition(String groups) {
    netlab("partition", groups);
  }

  /** Lets no frame pass between two hosts, in either direction. */
  void cutLink(int one, int other) {
    netlab("cut", Integer.toString(one), Integer.toString(other));
    netlab("cut", Integer.toString(other), Integer.toString(one));
  }

  /** Lets hosts reach one another if some group has both: {@code "1 2 | 2 3"}. */
  void overlapping(String groups) {
    netlab("bridge-partition", groups);
  }

  /** Lets nothing of a host reach the others; it still hears them. */
  void mute(int host) {
    netlab("mute", Integer.toString(host));
  }

  /** Lets nothing of the others reach a host; they still hear it. */
  void deaf(int host) {
    netlab("deaf", Integer.toString(host));
  }

  /** Drops that share of all packets. */
  void loss(int percent) {
    netlab("loss", Integer.toString(percent));
  }

  void multicastOff() {
    netlab("mcast", "off");
  }

  void pull(int host) {
    netlab("pull", Integer.toString(host));
  }

  void plug(int host) {
    netlab("plug", Integer.toString(host));
  }

  void interfaceDown(int host) {
    netlab("ifdown", Integer.toString(host));
  }

  void interfaceUp(int host) {
    netlab("ifup", Integer.toString(host));
  }

  /** Returns whether a host's cable and interface are as they should. */
  boolean hasCarrier(int host) {
    return Shell.run(Map.of(), on(host, List.of("ip", "-br", "link", "show", "eth0")))
        .contains("LOWER_UP");
  }

  /** Undoes all faults but a pulled cable and an interface that is down. */
  void heal() {
    netlab("heal");
  }

  /** Returns how many frames the faults have dropped since they began. */
  long dropped() {
    return Long.parseLong(netlab("drops").strip());
  }

  @Override
  public void close() {
    netlab("down");
    guards.forEach(Process::destroyForcibly);
  }
}
