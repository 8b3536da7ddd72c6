package io.clockwork.cluster;

import java.util.Objects;

/**
 * Identifies a view: who installed it, and its number.
 *
 * <p>Two sides of a partition install different views of the same number; the creator tells them
 * apart.
 *
 * @param creator the coordinator that installed the view
 * @param number rises with each view that a node installs; not dense
 * @since 0.1
 */
public record ViewId(NodeId creator, long number) {

  /** Checks that nothing is null. */
  public ViewId {
    Objects.requireNonNull(creator, "creator");
  }

  /** Returns {@code name|number}, as JGroups prints it. */
  @Override
  public String toString() {
    return creator.name() + "|" + number;
  }
}
