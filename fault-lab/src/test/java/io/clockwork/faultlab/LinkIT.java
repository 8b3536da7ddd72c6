package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults that leave a path between all members, so that nothing may be missed or doubled. */
@NeedsLab
final class LinkIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(15, 60));

  private static final SharedCluster SHARED = new SharedCluster("links", LabJob.eachSecond(10));

  @AfterAll
  static void down() {
    SHARED.close();
  }

  @Test
  void link_cutBetweenTwoThatDoNotCoordinate_changesNothing() {
    faulty("link-cut", LinkIT::cutOneLink).assertComplete().assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  void multicast_filteredWhileUnicastPasses_changesNothing() {
    faulty("multicast-off", cluster -> cluster.network().multicastOff())
        .assertComplete()
        .assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  void loss_fivePercent_changesNothing() {
    faulty("loss-5", cluster -> cluster.network().loss(5))
        .assertComplete()
        .assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  void loss_twentyPercent_changesNothing() {
    faulty("loss-20", cluster -> cluster.network().loss(20))
        .assertComplete()
        .assertLateAtMost(Recovery.ON_TIME);
  }

  @Test
  @Tag("full")
  void loss_thirtyPercent_changesNothing() {
    faulty("loss-30", cluster -> cluster.network().loss(30)).assertComplete();
  }

  private static void cutOneLink(LabCluster cluster) {
    List<Member> others =
        cluster.members().stream().filter(member -> member != cluster.coordinator()).toList();
    cluster.network().cutLink(others.get(0).host(), others.get(1).host());
  }

  private static Verdict faulty(String row, Consumer<LabCluster> fault) {
    LabCluster cluster = SHARED.take();
    int views = cluster.viewChanges();
    Instant from = Moment.wholeSecond(Instant.now());
    Moment.await(from);
    fault.accept(cluster);
    Moment.await(from.plus(TIME));
    long dropped = cluster.network().dropped();
    assertThat(dropped).as("void: frames dropped").isPositive();
    int changes = cluster.viewChanges() - views;
    cluster.network().heal();
    Instant healed = Instant.now();
    cluster.report("%s: %d frames dropped, %d view changes".formatted(row, dropped, changes));
    Recovery.check(cluster, healed);
    Verdict verdict = cluster.judge(row + " for " + TIME, from, from.plus(TIME));
    Recovery.assertAllKnow(cluster, List.copyOf(cluster.members()), from, healed);
    assertThat(changes).as("view changes").isZero();
    SHARED.giveBack();
    return verdict;
  }
}
