package io.clockwork.cluster.sim;

import io.clockwork.cluster.Answer;
import io.clockwork.cluster.ClusterListener;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Some nodes on a breakable network that note what comes in; for tests of the network. */
final class Crowd {
  final SimTime time = new SimTime();
  final SimNetwork network;
  final Links links;
  private final Map<String, SimCluster> nodes = new LinkedHashMap<>();
  private final Map<String, List<View>> views = new HashMap<>();
  private final Map<String, List<String>> heard = new HashMap<>();
  private final Map<String, List<String>> asked = new HashMap<>();
  final List<String> answers = new ArrayList<>();
  private long incarnations;

  Crowd(long seed, Faults faults) {
    network = SimNetwork.breakable("crowd", time, new Random(seed), faults);
    links = network.links();
  }

  /** Members of these names, in one view, the first of them its coordinator. */
  static Crowd of(long seed, String... names) {
    Crowd crowd = new Crowd(seed, Faults.none(Duration.ofMillis(1), Duration.ofSeconds(7)));
    for (String name : names) {
      crowd.join(name, Role.MEMBER);
    }
    return crowd;
  }

  void join(String name, Role role) {
    SimCluster node = network.create(new Node(new NodeId(name, ++incarnations), role, Map.of()));
    nodes.put(name, node);
    views.put(name, new ArrayList<>());
    heard.put(name, new ArrayList<>());
    asked.put(name, new ArrayList<>());
    node.join(
        new ClusterListener() {
          @Override
          public void viewChanged(View view) {
            views.getOrDefault(name, List.of()).add(view);
          }

          @Override
          public void multicastReceived(NodeId from, byte[] frame) {
            heard.getOrDefault(name, List.of()).add(from.name() + frame[0]);
          }

          @Override
          public void requestReceived(NodeId from, byte[] frame, Reply reply) {
            asked.getOrDefault(name, List.of()).add(from.name() + frame[0]);
            reply.send(frame);
          }
        });
    seconds(1);
  }

  SimCluster node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  void seconds(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  void heal() {
    links.heal();
  }

  void part(Set<String> one, Set<String> other) {
    links.partition(List.of(one, other));
  }

  View view(String name) {
    List<View> all = views(name);
    return all.get(all.size() - 1);
  }

  List<View> views(String name) {
    return Objects.requireNonNull(views.get(name));
  }

  /** The names in a node's view, in order, without commas. */
  String in(String name) {
    return String.join("", view(name).nodes().stream().map(Node::name).toList());
  }

  /** What a node heard by multicast: each the sender and the first byte. */
  List<String> heard(String name) {
    return Objects.requireNonNull(heard.get(name));
  }

  /** What a node was asked. */
  List<String> asked(String name) {
    return Objects.requireNonNull(asked.get(name));
  }

  void say(String name, int what) {
    node(name).multicast(new byte[] {(byte) what});
  }

  /** Asks for at most two seconds, and notes the answer. */
  void ask(String from, String to, int what) {
    node(from)
        .request(
            node(to).self().id(),
            new byte[] {(byte) what},
            Duration.ofSeconds(2),
            new Answer() {
              @Override
              public void answered(byte[] frame) {
                answers.add(to + frame[0]);
              }

              @Override
              public void unknown(String reason) {
                answers.add("unknown");
              }
            });
  }
}
