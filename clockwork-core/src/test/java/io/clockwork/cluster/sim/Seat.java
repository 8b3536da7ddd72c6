package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one node's membership protocol knows. */
final class Seat {
  /** Another node is not heard: since when that will make it suspected, and why. */
  record Doubt(boolean silent, long suspectedAt) {}

  final SimCluster cluster;
  final Map<NodeId, Doubt> doubts = new HashMap<>();
  final Set<Node> joiners = new LinkedHashSet<>();
  final Set<NodeId> dead = new HashSet<>();

  /** As JGroups' random address: it orders the coordinators that merge. */
  final long address;

  boolean awake = true;
  boolean hasSlept;
  boolean viewDue;
  boolean mergeDue;
  int attempts;

  Seat(SimCluster cluster, long address) {
    this.cluster = cluster;
    this.address = address;
  }

  NodeId id() {
    return cluster.self().id();
  }

  String name() {
    return cluster.self().name();
  }

  boolean joined() {
    return cluster.view() != null;
  }

  View view() {
    return Objects.requireNonNull(cluster.view());
  }

  /** Returns whether it takes another node for gone. */
  boolean suspects(NodeId other, long now) {
    Doubt doubt = doubts.get(other);
    return dead.contains(other) || (doubt != null && doubt.suspectedAt() <= now);
  }

  /** A new view is there: what was known of those that are not in it is void. */
  void installed(View view) {
    joiners.removeIf(node -> view.contains(node.id()));
    doubts.keySet().removeIf(id -> !view.contains(id));
    hasSlept = false;
    attempts = 0;
  }
}
