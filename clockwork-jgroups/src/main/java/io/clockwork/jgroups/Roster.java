package io.clockwork.jgroups;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.MergeView;
import org.jspecify.annotations.Nullable;

/**
 * A view of JGroups' in Clockwork's words, with the way from one's addresses to the other's nodes
 * and back. Addresses that are none of Clockwork's are left out. Immutable.
 */
final class Roster {

  private final View view;
  private final Map<Address, Node> nodes;
  private final Map<NodeId, Address> addresses;
  private final Set<Address> strangers;

  private Roster(
      View view, Map<Address, Node> nodes, Map<NodeId, Address> addresses, Set<Address> strangers) {
    this.view = view;
    this.nodes = nodes;
    this.addresses = addresses;
    this.strangers = strangers;
  }

  static Roster of(org.jgroups.View jgroups) {
    Map<Address, Node> nodes = new HashMap<>();
    Map<NodeId, Address> addresses = new HashMap<>();
    Set<Address> strangers = new HashSet<>();
    List<Node> members = new ArrayList<>();
    List<Node> observers = new ArrayList<>();
    for (Address address : jgroups.getMembers()) {
      Node node = NodeAddress.parse(address);
      if (node == null) {
        strangers.add(address);
      } else if (addresses.putIfAbsent(node.id(), address) == null) {
        nodes.put(address, node);
        (node.isMember() ? members : observers).add(node);
      }
    }
    members.addAll(observers);
    Node creator = NodeAddress.parse(jgroups.getViewId().getCreator());
    NodeId creatorId = creator != null ? creator.id() : members.get(0).id();
    ViewId id = new ViewId(creatorId, jgroups.getViewId().getId());
    View view = new View(id, members, jgroups instanceof MergeView);
    return new Roster(view, nodes, addresses, strangers);
  }

  View view() {
    return view;
  }

  /** Returns the addresses in JGroups' view that are none of Clockwork's. */
  Set<Address> strangers() {
    return strangers;
  }

  @Nullable Address address(NodeId id) {
    return addresses.get(id);
  }

  /** Returns who sends from that address, in this view or not; null for a stranger. */
  @Nullable NodeId sender(@Nullable Address address) {
    Node node = nodes.get(address);
    if (node == null) {
      node = NodeAddress.parse(address);
    }
    return node != null ? node.id() : null;
  }
}
