package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.Node;
import org.jgroups.Address;
import org.jgroups.View;
import org.junit.jupiter.api.Test;

class FormerTest {
  private static final long LIMIT = Cluster.ASKED_YET.toNanos();

  private final Node a = Clusters.member("a");
  private final Node b = Clusters.member("b");
  private final Address atA = NodeAddress.of(a);
  private final Address atB = NodeAddress.of(b);
  private final Roster both = Roster.of(View.create(atA, 1, atA, atB));
  private final Roster alone = Roster.of(View.create(atA, 2, atA));
  private final Former former = new Former();

  @Test
  void nodeThatLeftTheView_isKnownForAWhile() {
    // when
    former.changed(both, alone, 5);
    // then
    assertThat(former.address(b.id(), 5 + LIMIT)).isEqualTo(atB);
    assertThat(former.address(b.id(), 6 + LIMIT)).isNull();
    assertThat(former.address(a.id(), 5)).isNull();
  }

  @Test
  void nodeThatIsInTheViewAgain_isNoFormerOne() {
    // given
    former.changed(both, alone, 5);
    // when
    former.changed(alone, both, 6);
    // then
    assertThat(former.address(b.id(), 6)).isNull();
  }

  @Test
  void viewThatIsTheFirst_hasNoFormerNodes() {
    // when
    former.changed(null, both, 5);
    // then
    assertThat(former.address(b.id(), 5)).isNull();
  }
}
