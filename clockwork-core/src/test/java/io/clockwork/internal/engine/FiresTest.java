package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiresTest {
  private static final Schedule EVERY_20_S = Schedule.every(Duration.ofSeconds(20));

  private final Alone member = new Alone();

  private void sleepThrough(JobDefinition job, int seconds) {
    member.register(job);
    member.thaw();
    member.endAll();
    member.freeze(Duration.ofSeconds(seconds));
    member.thaw();
  }

  @Test
  void missedFireTimes_ifSkipped_areAllRecordedAndNoneIsRun() {
    // when
    sleepThrough(Alone.job("job", EVERY_20_S, MisfirePolicy.skip()), 75);

    // then
    assertThat(member.fates("job"))
        .containsExactly("0 SUCCEEDED", "20 MISSED", "40 MISSED", "60 MISSED");
    assertThat(member.ports.armed).containsEntry("job", Alone.BEGIN.plusSeconds(80));
  }

  @Test
  void missedFireTimes_ifRunOnce_runTheNewestOnly() {
    // when
    sleepThrough(Alone.job("job", EVERY_20_S, MisfirePolicy.runOnceNow()), 75);

    // then
    assertThat(member.fates("job"))
        .containsExactly("0 SUCCEEDED", "20 MISSED", "40 MISSED", "60 RUNNING");
  }

  @Test
  void missedFireTimes_ifRunOnceAndOneIsDueInTime_runThatOne() {
    // when: 80 is due since 5 s, which is within the deadline
    sleepThrough(Alone.job("job", EVERY_20_S, MisfirePolicy.runOnceNow()), 85);

    // then
    assertThat(member.fates("job"))
        .containsExactly("0 SUCCEEDED", "20 MISSED", "40 MISSED", "60 MISSED", "80 RUNNING");
  }

  @Test
  void missedFireTimes_ifAllAreRunUpToACap_followOneAnother() {
    // given
    sleepThrough(Alone.job("job", EVERY_20_S, MisfirePolicy.runAll(2)), 75);
    assertThat(member.fates("job"))
        .containsExactly("0 SUCCEEDED", "20 MISSED", "40 RUNNING", "60 SKIPPED");
  }

  @Test
  void missedFireTimes_ifAllAreRunAndMayOverlap_runSideBySide() {
    // given
    JobDefinition job = Alone.job("job", EVERY_20_S, MisfirePolicy.runAll(2));

    // when
    sleepThrough(
        new JobDefinition(
            "job",
            EVERY_20_S,
            null,
            Placement.any(),
            job.misfire(),
            job.deadline(),
            Overlap.ALLOW,
            Recovery.AT_MOST_ONCE,
            false),
        75);

    // then
    assertThat(member.fates("job"))
        .containsExactly("0 SUCCEEDED", "20 MISSED", "40 RUNNING", "60 RUNNING");
  }

  @Test
  void fireTime_exactlyAtItsDeadline_isRunAndAMillisecondLaterMissed() {
    // given
    Alone late = new Alone();
    JobDefinition job = Alone.job("job", EVERY_20_S, MisfirePolicy.skip());

    // when
    sleepThrough(job, 30);
    late.register(job);
    late.thaw();
    late.endAll();
    late.freeze(Duration.ofMillis(30_001));
    late.thaw();

    // then
    assertThat(member.fates("job")).containsExactly("0 SUCCEEDED", "20 RUNNING");
    assertThat(late.fates("job")).containsExactly("0 SUCCEEDED", "20 MISSED");
  }

  @Test
  void veryManyMissedFireTimes_areRecordedUpToALimitAndTheOlderOnesAreMentioned() {
    // when
    sleepThrough(
        Alone.job("job", Schedule.every(Duration.ofSeconds(1)), MisfirePolicy.skip()), 500);

    // then
    assertThat(member.count("job", RunState.MISSED)).isEqualTo(MisfirePolicy.MAX_CAP);
    assertThat(member.engine.inspector(member.now()).runs("job"))
        .anyMatch(run -> run.reason() != null && run.reason().contains("older fire times"));
  }

  @Test
  void fireTime_whileARunIsGoing_isSkippedNamingIt() {
    // when
    member.register(Alone.job("job", EVERY_20_S));
    member.live(Duration.ofSeconds(25));

    // then
    assertThat(member.fates("job")).containsExactly("0 RUNNING", "20 SKIPPED");
    assertThat(member.engine.inspector(member.now()).runs("job").get(1).reason())
        .contains(member.ports.started.get(0).id().toString());
  }

  @Test
  void fixedDelay_isCountedFromTheEndOfTheLastRun() {
    // given
    member.register(Alone.job("job", Schedule.withDelay(Duration.ofSeconds(5))));
    member.live(Duration.ofSeconds(3));
    Run first = member.ports.started.get(0);

    // when
    assertThat(member.ports.armed).isEmpty();
    member.end(first, false);
    member.live(Duration.ofSeconds(6));

    // then
    assertThat(member.fates("job")).containsExactly("0 FAILED", "8 RUNNING");
  }

  @Test
  void onceInThePast_withinTheDeadlineIsRun_andBeyondItIsMissed() {
    // when
    member.register(
        Alone.job("soon", Schedule.at(Alone.BEGIN.minusSeconds(9)), MisfirePolicy.skip()));
    member.register(
        Alone.job("late", Schedule.at(Alone.BEGIN.minusSeconds(11)), MisfirePolicy.skip()));

    // then
    assertThat(member.fates("soon")).containsExactly("-9 RUNNING");
    assertThat(member.fates("late")).isEmpty();
  }

  @Test
  void jobOnEveryMember_runsUnderTheMembersOwnName() {
    // when
    member.register(
        new JobDefinition(
            "job",
            EVERY_20_S,
            null,
            Placement.every(),
            MisfirePolicy.runOnceNow(),
            Duration.ofSeconds(10),
            Overlap.SKIP,
            Recovery.AT_MOST_ONCE,
            false));

    // then
    assertThat(member.ports.started)
        .singleElement()
        .extracting(run -> run.id().member())
        .isEqualTo("me");
  }

  @Test
  void jobWhoseMemberLeaves_isDisarmed() {
    // given
    member.register(Alone.job("job", EVERY_20_S));
    assertThat(member.ports.armed).containsKey("job");

    // when
    member.engine.leave(member.now());
    member.engine.flush(member.now());

    // then
    assertThat(member.ports.armed).isEmpty();
  }
}
