package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of nodes that were in the view until a while ago: they can be asked yet, as a view
 * is an opinion, and with some faults of a network a wrong one.
 *
 * <p>Thread-safe.
 */
final class Former {
  private record Gone(Address address, long at) {}

  private final Map<NodeId, Gone> gone = new ConcurrentHashMap<>();

  /** The view changed at an instant, in monotonic nanoseconds. */
  void changed(@Nullable Roster before, Roster after, long now) {
    gone.values().removeIf(each -> isOld(each, now));
    if (before != null) {
      for (Node node : before.view().nodes()) {
        Address address = before.address(node.id());
        if (address != null) {
          gone.put(node.id(), new Gone(address, now));
        }
      }
    }
    after.view().nodes().forEach(node -> gone.remove(node.id()));
  }

  private static boolean isOld(Gone each, long now) {
    return now - each.at() > Cluster.ASKED_YET.toNanos();
  }

  /** Returns the address of a node that left the view, if that was a short while ago. */
  @Nullable Address address(NodeId node, long now) {
    Gone found = gone.get(node);
    return found == null || isOld(found, now) ? null : found.address();
  }
}
