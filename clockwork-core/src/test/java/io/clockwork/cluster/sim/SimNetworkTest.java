package io.clockwork.cluster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.sim.Links.Traffic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The simulated network has every vice of the view that was seen with JGroups in the fault lab. */
class SimNetworkTest {
  private static final int SEEDS = 20;

  private Crowd crowd = Crowd.of(0);

  @BeforeEach
  void threeMembers(TestInfo test) {
    crowd = Crowd.of(test.getDisplayName().hashCode(), "a", "b", "c");
    assertThat(crowd.in("a")).isEqualTo("abc");
    assertThat(crowd.view("a")).isEqualTo(crowd.view("b")).isEqualTo(crowd.view("c"));
  }

  private boolean oneView(String... names) {
    Set<View> views = new HashSet<>();
    for (String name : names) {
      views.add(crowd.view(name));
    }
    return views.size() == 1;
  }

  // Which packets flow
  // ----------------------------------------------------------------------------------

  @RepeatedTest(SEEDS)
  void blockedMulticast_ofOneToAnother_letsEverythingElsePass() {
    // given
    crowd.links.block(Traffic.MULTICAST, "a", "b");

    // when
    crowd.say("a", 1);
    crowd.say("b", 2);
    crowd.ask("a", "b", 3);
    crowd.seconds(1);

    // then
    assertThat(crowd.heard("b")).isEmpty();
    assertThat(crowd.heard("c")).containsExactlyInAnyOrder("a1", "b2");
    assertThat(crowd.heard("a")).containsExactly("b2");
    assertThat(crowd.answers).containsExactly("b3");
  }

  @RepeatedTest(SEEDS)
  void blockedUnicast_ofOneToAnother_letsRequestsTheOtherWayBeServedWithoutAnswer() {
    // given
    crowd.links.block(Traffic.UNICAST, "a", "b");

    // when
    crowd.say("a", 1);
    crowd.ask("a", "b", 2);
    crowd.ask("b", "a", 3);
    crowd.seconds(3);

    // then
    assertThat(crowd.heard("b")).containsExactly("a1");
    assertThat(crowd.asked("b")).isEmpty();
    assertThat(crowd.asked("a")).containsExactly("b3");
    assertThat(crowd.answers).containsExactly("unknown", "unknown");
  }

  @RepeatedTest(SEEDS)
  void requestDuringAShortCut_isServedAfterItsAskerGaveUp() {
    // given
    crowd.links.cut("a", "b");
    crowd.ask("a", "b", 1);
    crowd.seconds(4);
    assertThat(crowd.answers).containsExactly("unknown");

    // when
    crowd.heal();
    crowd.seconds(1);

    // then
    assertThat(crowd.asked("b")).containsExactly("a1");
    assertThat(crowd.answers).containsExactly("unknown");
  }

  @RepeatedTest(SEEDS)
  void lostTailOfABurst_staysLostUntilItsSenderMulticastsAgain() {
    // given
    crowd.say("a", 1);
    crowd.links.block(Traffic.MULTICAST, "a", "b");
    crowd.say("a", 2);
    crowd.heal();
    crowd.seconds(60);
    assertThat(crowd.heard("b")).containsExactly("a1");
    assertThat(crowd.heard("c")).containsExactly("a1", "a2");

    // when
    crowd.say("a", 3);
    crowd.seconds(1);

    // then: most often all of it, and always in order
    assertThat(List.of(List.of("a1", "a2", "a3"), List.of("a1", "a3"))).contains(crowd.heard("b"));
  }

  // Which views come of it
  // ------------------------------------------------------------------------------

  @RepeatedTest(SEEDS)
  void filteredMulticast_withUnicastFine_changesNoView() {
    // when
    crowd.links.filterMulticast();
    crowd.say("a", 1);
    crowd.seconds(60);

    // then
    assertThat(crowd.in("a")).isEqualTo("abc");
    assertThat(oneView("a", "b", "c")).isTrue();
    assertThat(crowd.heard("b")).isEmpty();
  }

  @RepeatedTest(SEEDS)
  void cutLink_betweenTwoThatAreNotCoordinator_isNeverNoticed() {
    // when
    crowd.links.cut("b", "c");
    crowd.say("b", 1);
    crowd.seconds(120);

    // then
    assertThat(crowd.view("a").id().number()).isEqualTo(3);
    assertThat(oneView("a", "b", "c")).isTrue();
    assertThat(crowd.heard("a")).containsExactly("b1");
    assertThat(crowd.heard("c")).isEmpty();
  }

  @RepeatedTest(SEEDS)
  void muteMember_keepsItsViewForEver_whileOthersDropIt() {
    // when
    crowd.links.mute("c");
    crowd.seconds(5);
    assertThat(crowd.in("a")).isEqualTo("abc");
    crowd.seconds(5);

    // then
    assertThat(crowd.in("a")).isEqualTo("ab");
    assertThat(oneView("a", "b")).isTrue();
    crowd.seconds(300);
    assertThat(crowd.in("c")).isEqualTo("abc");

    // and when
    crowd.heal();
    crowd.seconds(4);

    // then
    assertThat(oneView("a", "b", "c")).isTrue();
    assertThat(crowd.view("c").merged()).isTrue();
  }

  @RepeatedTest(SEEDS)
  void deafMember_isAloneAtOnce_whileOthersKeepItForTenSeconds() {
    // when
    crowd.links.deafen("c");
    crowd.seconds(2);

    // then
    assertThat(crowd.in("c")).isEqualTo("c");
    crowd.seconds(6);
    assertThat(crowd.in("a")).isEqualTo("abc");
    crowd.seconds(5);
    assertThat(crowd.in("a")).isEqualTo("ab");
    assertThat(oneView("a", "b")).isTrue();
  }

  @RepeatedTest(SEEDS)
  void deafCoordinator_leavesMembersInDifferentViews() {
    // when
    crowd.links.deafen("a");
    crowd.seconds(1);

    // then: three views at once, as it drops one after the other and those in them hear of it
    assertThat(crowd.in("a")).isEqualTo("a");
    assertThat(Set.of(crowd.view("a").id(), crowd.view("b").id(), crowd.view("c").id())).hasSize(3);
    crowd.seconds(60);
    assertThat(crowd.in("b")).isIn("bc", "cb");
    assertThat(oneView("b", "c")).isTrue();

    // and when
    crowd.heal();
    crowd.seconds(10);

    // then
    assertThat(oneView("a", "b", "c")).isTrue();
  }

  @RepeatedTest(SEEDS)
  void partition_givesEachSideItsView_andMergesAfterHealing() {
    // given
    crowd.part(Set.of("a"), Set.of("b", "c"));
    crowd.seconds(10);
    assertThat(crowd.in("a")).isEqualTo("a");
    assertThat(crowd.in("b")).isEqualTo("bc");
    assertThat(oneView("b", "c")).isTrue();
    long highest = Math.max(crowd.view("a").id().number(), crowd.view("b").id().number());

    // when
    crowd.heal();
    crowd.time.advance(Duration.ofMillis(900));
    assertThat(crowd.in("a")).isEqualTo("a");
    crowd.time.advance(Duration.ofMillis(2_200));

    // then
    assertThat(oneView("a", "b", "c")).isTrue();
    View view = crowd.view("a");
    assertThat(view.merged()).isTrue();
    assertThat(view.id().number()).isEqualTo(highest + 1);
    assertThat(view.id().creator()).isEqualTo(view.coordinator().id());
    assertThat(crowd.in("a")).isIn("abc", "bac");
  }

  @RepeatedTest(SEEDS)
  void whatWasSentDuringAPartition_isNeverDelivered() {
    // given
    crowd.part(Set.of("a", "b"), Set.of("c"));
    crowd.say("a", 1);
    crowd.ask("a", "c", 2);
    crowd.seconds(10);
    crowd.say("a", 3);
    crowd.say("c", 4);

    // when
    crowd.heal();
    crowd.say("a", 5);
    crowd.say("c", 6);
    crowd.seconds(10);
    crowd.say("a", 7);
    crowd.say("c", 8);
    crowd.seconds(10);

    // then
    assertThat(crowd.heard("c")).containsExactly("a7");
    assertThat(crowd.heard("b")).containsExactlyInAnyOrder("a1", "a3", "a5", "a7", "c8");
    assertThat(crowd.asked("c")).isEmpty();
  }

  @RepeatedTest(SEEDS)
  void oneWayCut_fromTheCoordinatorToTheNext_letsItTakeOver_withoutTheOtherNoticing() {
    // when
    crowd.links.cutOneWay("a", "b");
    crowd.seconds(9);

    // then
    assertThat(crowd.in("a")).hasSize(3);
    assertThat(crowd.views("b")).anyMatch(view -> view.coordinator().name().equals("b"));

    // and when
    crowd.heal();
    crowd.seconds(20);

    // then
    assertThat(oneView("a", "b", "c")).isTrue();
  }

  /** Which coordinator leads a merge is a matter of its address: not all rings flap. */
  @Test
  void overlappingSides_makeViewsFlap() {
    int flapping = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      // given
      Crowd ring = Crowd.of(seed, "a", "b", "c", "d", "e");
      int before = ring.views("a").size();

      // when: each reaches its two neighbours, and so a majority
      ring.links.partition(
          List.of(
              Set.of("a", "b"),
              Set.of("b", "c"),
              Set.of("c", "d"),
              Set.of("d", "e"),
              Set.of("e", "a")));
      ring.seconds(120);
      flapping += ring.views("a").size() > before + 8 ? 1 : 0;

      // then
      ring.heal();
      ring.seconds(20);
      assertThat(ring.in("a")).hasSize(5);
      assertThat(List.of("b", "c", "d", "e"))
          .allMatch(name -> ring.view(name).equals(ring.view("a")));
    }
    assertThat(flapping).isBetween(SEEDS / 4, SEEDS);
  }

  // Processes
  // -------------------------------------------------------------------------------------------

  @RepeatedTest(SEEDS)
  void pausedMember_wakesInItsOldView_andIsBackWithoutTheOneBetween() {
    // given
    crowd.node("a").awake(false);
    crowd.seconds(10);
    assertThat(crowd.in("b")).isEqualTo("bc");

    // when
    crowd.node("a").awake(true);
    crowd.time.advance(Duration.ofMillis(1_900));

    // then
    assertThat(crowd.in("a")).isEqualTo("abc");
    crowd.seconds(20);
    assertThat(oneView("a", "b", "c")).isTrue();
    assertThat(crowd.view("a").id().number()).isEqualTo(5);
    assertThat(crowd.views("a")).hasSize(4);
  }

  @RepeatedTest(SEEDS)
  void shortPause_changesNoView() {
    // given
    crowd.node("b").awake(false);
    crowd.seconds(5);

    // when
    crowd.node("b").awake(true);
    crowd.seconds(30);

    // then
    assertThat(crowd.view("a").id().number()).isEqualTo(3);
  }

  @RepeatedTest(SEEDS)
  void crash_isNoticedAtOnce_whereItsConnectionsAreSeenToClose() {
    // given
    crowd.links.cut("b", "c");

    // when
    crowd.node("a").crash();
    crowd.seconds(2);

    // then: each of the others thinks that it is the coordinator of both
    assertThat(crowd.view("b").contains(crowd.node("a").self().id())).isFalse();
    crowd.seconds(10);
    assertThat(crowd.in("b")).isEqualTo("b");
    assertThat(crowd.in("c")).isEqualTo("c");
  }

  @RepeatedTest(SEEDS)
  void restartedNode_isAnother_andItsOldLifeLeaves() {
    // when
    crowd.node("b").crash();
    crowd.join("b", Role.MEMBER);
    crowd.seconds(2);

    // then
    assertThat(crowd.in("a")).isEqualTo("acb");
    assertThat(crowd.view("a").contains(crowd.node("b").self().id())).isTrue();
  }

  @RepeatedTest(SEEDS)
  void observers_areLastInEveryView_alsoInMergedOnes() {
    // given
    crowd.join("0", Role.OBSERVER);
    crowd.part(Set.of("a", "b", "c"), Set.of("0"));
    crowd.seconds(10);
    crowd.join("d", Role.MEMBER);
    assertThat(crowd.in("0")).isEqualTo("0");

    // when
    crowd.heal();
    crowd.seconds(12);

    // then
    assertThat(crowd.in("a")).hasSize(5).endsWith("0");
    assertThat(oneView("a", "b", "c", "d", "0")).isTrue();
  }

  @RepeatedTest(SEEDS)
  void memberThatLeaves_isGoneSoon_whoeverItWas() {
    // when
    crowd.node("a").close();
    crowd.seconds(1);

    // then
    assertThat(crowd.in("b")).isEqualTo("bc");
    assertThat(oneView("b", "c")).isTrue();
  }
}
