package io.clockwork.faultlab;

import java.util.List;

/**
 * A cluster for tests one after the other, since starting one takes long; a new one after a
 * failure.
 */
final class SharedCluster {
  private final String name;
  private final List<LabJob> jobs;
  private LabCluster cluster;
  private boolean inUse;

  SharedCluster(String name, List<LabJob> jobs) {
    this.name = name;
    this.jobs = jobs;
  }

  /** Returns the cluster; a new one if who had it before did not give it back. */
  LabCluster take() {
    if (inUse) {
      close();
    }
    if (cluster == null) {
      cluster = LabCluster.start(name, 5, jobs);
    }
    inUse = true;
    return cluster;
  }

  /** Says that all was well. */
  void giveBack() {
    inUse = false;
  }

  void close() {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }
}
