package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupTest {

  @Test
  void group_ofAName_neverChanges() {
    // Nodes of different versions must meet: these values are part of the protocol.
    assertThat(Group.of("billing")).isEqualTo(Group.of("billing"));
    assertThat(Group.of("billing")).hasToString("Group[address=239.195.128.255, port=20944]");
  }

  @Test
  void group_ofManyNames_isInRangeAndHardlyEverTheSame() {
    // when
    Set<Group> groups = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      groups.add(Group.of("cluster-" + i));
    }
    // then
    assertThat(groups)
        .hasSizeGreaterThan(9_998)
        .allMatch(group -> group.address().matches("239\\.19[2-5]\\.\\d+\\.\\d+"))
        .allMatch(group -> group.port() >= 20_000 && group.port() < 30_000);
  }
}
