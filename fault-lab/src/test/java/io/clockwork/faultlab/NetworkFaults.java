package io.clockwork.faultlab;

import java.util.List;
import java.util.function.Consumer;

/** What a network does. Each undoes all others of its kind when it ends. */
final class NetworkFaults {
  private NetworkFaults() {}

  /** The groups do not reach one another: {@code "1 2 | 3 4 5"}. */
  static Fault partition(String groups) {
    return dropping("partition " + groups, network -> network.partition(groups));
  }

  /** Each host reaches its two neighbours only, so each is in a majority, of which no two agree. */
  static Fault ring() {
    return dropping("ring", network -> network.overlapping("1 2 | 2 3 | 3 4 | 4 5 | 5 1"));
  }

  static Fault mute(Victim victim) {
    return cluster -> {
      Member mute = victim.in(cluster);
      return dropping(
          cluster, victim + " unheard", List.of(mute), network -> network.mute(mute.host()));
    };
  }

  static Fault deaf(Victim victim) {
    return cluster -> {
      Member deaf = victim.in(cluster);
      return dropping(
          cluster, victim + " deaf", List.of(deaf), network -> network.deaf(deaf.host()));
    };
  }

  /** Two members that do not coordinate hear all but each other. */
  static Fault linkCut() {
    return cluster -> {
      Member coordinator = cluster.coordinator();
      List<Member> others =
          cluster.members().stream().filter(member -> member != coordinator).toList();
      return dropping(
          cluster,
          "link cut",
          List.of(),
          network -> network.cutLink(others.get(0).host(), others.get(1).host()));
    };
  }

  static Fault multicastFiltered() {
    return dropping("multicast filtered", Netlab::multicastOff);
  }

  static Fault loss(int percent) {
    return dropping("loss " + percent + " %", network -> network.loss(percent));
  }

  /** The owner's cable is out, which its host is told by the lost carrier. */
  static Fault cablePulled() {
    return cluster -> {
      Member victim = Victim.OWNER.in(cluster);
      cluster.network().pull(victim.host());
      return cutOff(cluster, "cable pulled", victim, () -> cluster.network().plug(victim.host()));
    };
  }

  /** The owner's interface is down, and its routes are gone. */
  static Fault interfaceDown() {
    return cluster -> {
      Member victim = Victim.OWNER.in(cluster);
      cluster.network().interfaceDown(victim.host());
      return cutOff(
          cluster, "interface down", victim, () -> cluster.network().interfaceUp(victim.host()));
    };
  }

  private static Fault.Inflicted cutOff(
      LabCluster cluster, String what, Member victim, Runnable undo) {
    return new Fault.Inflicted(
        what, List.of(victim), () -> !cluster.network().hasCarrier(victim.host()), undo);
  }

  private static Fault dropping(String what, Consumer<Netlab> begin) {
    return cluster -> dropping(cluster, what, List.of(), begin);
  }

  private static Fault.Inflicted dropping(
      LabCluster cluster, String what, List<Member> victims, Consumer<Netlab> begin) {
    Netlab network = cluster.network();
    long before = network.dropped();
    begin.accept(network);
    return new Fault.Inflicted(what, victims, () -> network.dropped() > before, network::heal);
  }
}
