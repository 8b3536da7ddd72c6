package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.MergeView;
import org.jgroups.View;
import org.jgroups.ViewId;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final Node a = Clusters.member("a");
  private final Node watcher = Clusters.observer("watcher");
  private final Address atA = NodeAddress.of(a);
  private final Address atWatcher = NodeAddress.of(watcher);
  private final Address stranger = UUID.randomUUID();

  @Test
  void view_withStrangerAsCoordinator_leavesItOut() {
    // when
    Roster roster = Roster.of(View.create(stranger, 7, stranger, atWatcher, atA));
    // then
    assertThat(roster.view().nodes()).containsExactly(a, watcher);
    assertThat(roster.view().id().creator()).isEqualTo(a.id());
    assertThat(roster.view().id().number()).isEqualTo(7);
    assertThat(roster.strangers()).containsExactly(stranger);
    assertThat(roster.sender(stranger)).isNull();
  }

  @Test
  void view_merged_saysSo() {
    // given
    View left = View.create(atA, 3, atA);
    View right = View.create(atWatcher, 2, atWatcher);
    List<Address> all = List.of(atA, atWatcher);
    // when
    Roster merged = Roster.of(new MergeView(new ViewId(atA, 4), all, List.of(left, right)));
    // then
    assertThat(merged.view().merged()).isTrue();
    assertThat(Roster.of(left).view().merged()).isFalse();
  }

  @Test
  void sender_notInTheView_isKnownFromItsAddress() {
    Roster roster = Roster.of(View.create(atA, 1, atA));
    assertThat(roster.sender(atWatcher)).isEqualTo(watcher.id());
    assertThat(roster.address(watcher.id())).isNull();
    assertThat(roster.address(a.id())).isEqualTo(atA);
  }
}
