package io.clockwork.faultlab;

import java.util.List;

/**
 * A cluster for tests one after the other, since starting one takes long; a new one after a
 * failure. One lab is up at a time: a test with a cluster of its own ends the shared one.
 */
final class SharedCluster {
  /** Every side of a partition goes on. */
  static final SharedCluster KEEP_RUNNING = new SharedCluster("keep-running", "");

  /** Only a side with three of the five goes on. */
  static final SharedCluster VOTERS = new SharedCluster("voters", LabCluster.VOTERS);

  private static final int JOBS = 15;

  private static SharedCluster open;

  private final String name;
  private final String settings;
  private LabCluster cluster;
  private int started;
  private boolean inUse;

  private SharedCluster(String name, String settings) {
    this.name = name;
    this.settings = settings;
  }

  /** Returns the cluster; a new one if who had it before did not give it back. */
  LabCluster take() {
    if (inUse || open != this) {
      closeOpen();
    }
    if (cluster == null) {
      List<LabJob> jobs = LabJob.eachSecond(JOBS);
      // A folder of its own: what a failed one has left there is what its failure is found by.
      cluster = LabCluster.start(name + "-" + ++started, 5, jobs, settings);
      open = this;
    }
    inUse = true;
    return cluster;
  }

  /** Says that all was well. */
  void giveBack() {
    inUse = false;
  }

  static void closeOpen() {
    if (open != null) {
      SharedCluster last = open;
      open = null;
      last.inUse = false;
      LabCluster cluster = last.cluster;
      last.cluster = null;
      cluster.close();
    }
  }
}
