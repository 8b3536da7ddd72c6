package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member stands still, as in a long garbage collection or a suspended virtual machine. */
@NeedsLab
final class PauseIT {
  private static final Duration HEDGED = Duration.ofSeconds(3);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(15);

  /** It wakes that long before the next fire time. */
  private static final Duration BEFORE_FIRE = Duration.ofMillis(50);

  private static final SharedCluster SHARED = new SharedCluster("pauses", LabJob.eachSecond(10));

  @AfterAll
  static void down() {
    SHARED.close();
  }

  @Test
  void owner_frozenForLessThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen("pause-owner-short", LabCluster::ownerBesideCoordinator, SHORT)
        .assertSound()
        .assertLateAtMost(HEDGED);
  }

  @Test
  void owner_frozenForLongerThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen("pause-owner-long", LabCluster::ownerBesideCoordinator, LONG)
        .assertSound()
        .assertLateAtMost(HEDGED);
  }

  @Test
  @Tag("full")
  void coordinator_frozenForLongerThanDetection_isStoodInForAndStartsNothingTwice() {
    frozen("pause-coordinator", LabCluster::coordinator, LONG)
        .assertSound()
        .assertLateAtMost(HEDGED);
  }

  private static Verdict frozen(String row, Function<LabCluster, Member> choice, Duration time) {
    LabCluster cluster = SHARED.take();
    Member frozen = choice.apply(cluster);
    List<LabJob> owned =
        cluster.jobs().stream().filter(job -> cluster.ownerOf(job) == frozen).toList();
    assertThat(owned).as("void: %s owns no job", frozen.name()).isNotEmpty();
    Instant from = Moment.wholeSecond(Instant.now());
    Instant freeze = from.plusMillis(500);
    Moment.await(freeze);
    frozen.freeze();
    Moment.await(from.plus(time).minus(BEFORE_FIRE));
    boolean noticed =
        cluster.members().stream()
            .filter(member -> member != frozen)
            .anyMatch(member -> !names(member).contains(frozen.name()));
    Instant thawed = frozen.thaw();
    cluster.report(
        "%s owned %d jobs, was frozen for %d ms, and was %sexpelled"
            .formatted(
                frozen.name(),
                owned.size(),
                Duration.between(freeze, thawed).toMillis(),
                noticed ? "" : "not "));
    if (time.equals(LONG)) {
      assertThat(noticed).as("void: nobody noticed").isTrue();
    }
    Recovery.check(cluster, thawed);
    cluster.judge(
        owned, row + ", jobs of the frozen, " + time, from, from.plus(time).plusSeconds(1));
    Verdict verdict = cluster.judge(row + ", frozen " + time, from, from.plus(time).plusSeconds(1));
    SHARED.giveBack();
    return verdict;
  }

  private static List<String> names(Member member) {
    return member.log().lastView().orElseThrow().names();
  }
}
