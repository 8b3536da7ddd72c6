package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class MembersFirstTest {

  private final MembersFirst policy = new MembersFirst();
  private final Address a = NodeAddress.of(Clusters.member("a"));
  private final Address b = NodeAddress.of(Clusters.member("b"));
  private final Address watcher = NodeAddress.of(Clusters.observer("watcher"));
  private final Address stranger = UUID.randomUUID();

  @Test
  void membership_memberJoinsObserver_comesFirst() {
    assertThat(policy.getNewMembership(List.of(watcher), List.of(a), List.of(), List.of()))
        .containsExactly(a, watcher);
  }

  @Test
  void membership_membersJoinAndLeave_keepTheirOrder() {
    assertThat(policy.getNewMembership(List.of(b, watcher), List.of(a), List.of(), List.of()))
        .containsExactly(b, a, watcher);
    assertThat(policy.getNewMembership(List.of(b, a, watcher), List.of(), List.of(b), List.of()))
        .containsExactly(a, watcher);
    assertThat(policy.getNewMembership(List.of(b, a, watcher), List.of(), List.of(), List.of(a)))
        .containsExactly(b, watcher);
  }

  @Test
  void membership_strangersAndObservers_comeLast() {
    assertThat(
            policy.getNewMembership(List.of(stranger), List.of(watcher, a), List.of(), List.of()))
        .containsExactly(a, stranger, watcher);
  }

  @Test
  void merge_ofObserversAndMembers_listsMembersFirst() {
    // given
    var subviews = new ArrayList<java.util.Collection<Address>>();
    subviews.add(List.of(watcher));
    subviews.add(List.of(b, a));
    // then
    assertThat(policy.getNewMembership(subviews)).hasSize(3).endsWith(watcher);
  }
}
