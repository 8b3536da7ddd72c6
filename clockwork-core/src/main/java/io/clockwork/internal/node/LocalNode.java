package io.clockwork.internal.node;

import io.clockwork.client.ClockworkClient;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.job.Job;

/** A running node. */
public final class LocalNode implements AutoCloseable {

  private LocalNode() {}

  /** Joins and waits until it is of use. */
  public static LocalNode start(Settings settings, ClusterProvider provider) {
    throw new UnsupportedOperationException();
  }

  /** Registers or changes a job. */
  public void register(Job job) {
    throw new UnsupportedOperationException();
  }

  /** Removes a job from the cluster. */
  public boolean remove(String job) {
    throw new UnsupportedOperationException();
  }

  /** Returns the view from here. */
  public ClockworkClient client() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
