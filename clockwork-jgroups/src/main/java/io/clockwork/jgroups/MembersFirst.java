package io.clockwork.jgroups;

import io.clockwork.cluster.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.protocols.pbcast.GMS.DefaultMembershipPolicy;
import org.jgroups.stack.MembershipChangePolicy;

/**
 * Lists members before observers and strangers in every view, so that an observer coordinates only
 * where there is no member. Must be the policy of every node of a cluster; within the two halves
 * JGroups' own order stays.
 */
final class MembersFirst implements MembershipChangePolicy {

  private final MembershipChangePolicy order = new DefaultMembershipPolicy();

  @Override
  public List<Address> getNewMembership(
      Collection<Address> current,
      Collection<Address> joiners,
      Collection<Address> leavers,
      Collection<Address> suspects) {
    return sort(order.getNewMembership(current, joiners, leavers, suspects));
  }

  @Override
  public List<Address> getNewMembership(Collection<Collection<Address>> subviews) {
    return sort(order.getNewMembership(subviews));
  }

  private static List<Address> sort(List<Address> addresses) {
    List<Address> members = new ArrayList<>(addresses.size());
    List<Address> others = new ArrayList<>();
    for (Address address : addresses) {
      Node node = NodeAddress.parse(address);
      (node != null && node.isMember() ? members : others).add(address);
    }
    members.addAll(others);
    return members;
  }
}
