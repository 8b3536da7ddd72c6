package io.clockwork.benchmarks.peer;

import java.util.Set;

/** Makes the peers by their names. */
public final class Peers {
  private static final Set<String> DATABASED = Set.of("quartz-jdbc", "db-scheduler", "jobrunr");

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
      case "quartz-jdbc" -> new QuartzJdbcPeer(setup);
      case "db-scheduler" -> new DbSchedulerPeer(setup);
      case "jobrunr" -> new JobRunrPeer(setup);
      case "hazelcast" -> new HazelcastPeer(setup);
      default ->
          throw new IllegalArgumentException(
              "no peer is called "
                  + setup.peer()
                  + "; there are clockwork, hazelcast, quartz-jdbc, db-scheduler, jobrunr, and the"
                  + " limits quartz-ram and jgroups");
    };
  }

  /** Returns whether a peer keeps its jobs in a database, and so wants one. */
  public static boolean needsDatabase(String peer) {
    return DATABASED.contains(peer);
  }
}
