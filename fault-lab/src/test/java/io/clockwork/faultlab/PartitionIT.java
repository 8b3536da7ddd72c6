package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network falls into pieces, and becomes one again. */
@NeedsLab
@Order(2)
final class PartitionIT {
  private static final Duration TIME = Duration.ofSeconds(Form.of(15, 60));
  private static final Duration MAJORITY = Duration.ofSeconds(3);

  /** Each side goes on with what it owns, so runs are doubled; what one of them did not miss. */
  @Test
  @Tag("full")
  void twoAgainstThree_keepRunning_bothSidesGoOnAndTheDoubledAreReported() {
    History history =
        play(SharedCluster.KEEP_RUNNING, "partition 2|3", NetworkFaults.partition("1 2 | 3 4 5"));
    assertBothWentOn(history.assertNoticed().assertAllKnow().verdict());
    history.assertDoubledRunsReported();
    SharedCluster.KEEP_RUNNING.giveBack();
  }

  @Test
  @Tag("full")
  void cable_pulledKeepRunning_bothSidesGoOnAndMerge() {
    History history = play(SharedCluster.KEEP_RUNNING, "cable pulled", NetworkFaults.cablePulled());
    assertBothWentOn(history.assertNoticed().verdict());
    SharedCluster.KEEP_RUNNING.giveBack();
  }

  @Test
  void twoAgainstThree_majorityOfAll_onlyTheThreeGoOn() {
    onlyMajorityGoesOn(
        "partition 2|3, voters", NetworkFaults.partition("1 2 | 3 4 5"), h -> h.assertSilent(1, 2));
  }

  @Test
  @Tag("full")
  void oneAgainstFour_majorityOfAll_onlyTheFourGoOn() {
    onlyMajorityGoesOn(
        "partition 1|4, voters", NetworkFaults.partition("1 | 2 3 4 5"), h -> h.assertSilent(1));
  }

  @Test
  @Tag("full")
  void oneAgainstFour_jobInAnyPartition_goesOnAlone() {
    LabJob bound = new LabJob("bound", 1, 0, "", ", on: {member: h1}, any-partition: true");
    List<LabJob> jobs = new ArrayList<>(LabJob.eachSecond(5));
    jobs.add(bound);
    try (LabCluster cluster =
        LabCluster.start("any-partition", 5, List.copyOf(jobs), LabCluster.VOTERS)) {
      History history =
          History.play(cluster, "any partition", NetworkFaults.partition("1 | 2 3 4 5"), TIME);
      history.assertNoticed().verdict().assertComplete().assertLateAtMost(MAJORITY);
      cluster
          .judge(List.of(bound), "the job of the one", history.from(), history.healed())
          .assertComplete()
          .assertLateAtMost(Recovery.ON_TIME);
    }
  }

  @Test
  @Tag("full")
  void threePieces_majorityOfAll_nobodyGoesOn() {
    History.playOutage(
            SharedCluster.VOTERS.take(),
            "partition 2|2|1, voters",
            NetworkFaults.partition("1 2 | 3 4 | 5"),
            TIME)
        .assertNoticed()
        .assertSilent(1, 2, 3, 4, 5)
        .verdict()
        .assertSound();
    SharedCluster.VOTERS.giveBack();
  }

  /**
   * Three seconds of it, three without, again and again: the same three always reach each other.
   */
  @Test
  @Tag("full")
  void flapping_majorityOfAll_theThreeGoOn() {
    onlyMajorityGoesOn(
        "flapping 2|3, voters",
        Flapping.of(NetworkFaults.partition("1 2 | 3 4 5"), Duration.ofSeconds(3)),
        h -> h);
  }

  /** Majorities that overlap: each host has one with its neighbours, and no two of them agree. */
  @Test
  @Tag("full")
  void ring_majorityOfAll_goesOn() {
    play(SharedCluster.VOTERS, "majorities ring, voters", NetworkFaults.ring())
        .assertAllKnow()
        .verdict()
        .assertComplete()
        .assertLateAtMost(MAJORITY);
    SharedCluster.VOTERS.giveBack();
  }

  @Test
  @Tag("full")
  void cable_pulledMajorityOfAll_theOthersGoOn() {
    onlyMajorityGoesOn("cable pulled, voters", NetworkFaults.cablePulled(), h -> h);
  }

  @Test
  @Tag("full")
  void interface_downMajorityOfAll_theOthersGoOn() {
    onlyMajorityGoesOn("interface down, voters", NetworkFaults.interfaceDown(), h -> h);
  }

  private static void onlyMajorityGoesOn(String row, Fault fault, Function<History, History> more) {
    History history = play(SharedCluster.VOTERS, row, fault);
    more.apply(history).assertAllKnow();
    history.verdict().assertComplete().assertLateAtMost(MAJORITY);
    SharedCluster.VOTERS.giveBack();
  }

  private static void assertBothWentOn(Verdict verdict) {
    assertThat(verdict.missed()).as("missed in %s", verdict).isEmpty();
    assertThat(verdict.early()).as("early in %s", verdict).isEmpty();
  }

  private static History play(SharedCluster shared, String row, Fault fault) {
    return History.play(shared.take(), row, fault, TIME);
  }
}
