package io.clockwork.benchmarks.peer;

/** Makes the peers by their names. */
public final class Peers {
  private Peers() {}

  /**
   * Makes a peer that has not started yet.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Peer create(Setup setup) {
    return switch (setup.peer()) {
      case "clockwork" -> new ClockworkPeer(setup);
      case "jgroups" -> new BareJGroupsPeer(setup);
      case "quartz-ram" -> new QuartzRamPeer(setup);
      case "hazelcast" -> new HazelcastPeer(setup);
      default ->
          throw new IllegalArgumentException(
              "no peer is called "
                  + setup.peer()
                  + "; there are clockwork, jgroups, quartz-ram, hazelcast");
    };
  }
}
