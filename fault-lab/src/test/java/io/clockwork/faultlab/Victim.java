package io.clockwork.faultlab;

import java.util.function.Function;

/** Which member a fault is for, known when it begins. */
enum Victim {
  /** Owns jobs and does not coordinate. */
  OWNER(LabCluster::ownerBesideCoordinator),
  COORDINATOR(LabCluster::coordinator);

  private final Function<LabCluster, Member> choice;

  Victim(Function<LabCluster, Member> choice) {
    this.choice = choice;
  }

  Member in(LabCluster cluster) {
    return choice.apply(cluster);
  }
}
