package io.clockwork.internal.engine;

import static io.clockwork.job.Condition.anyOf;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggersTest {
  private Alone member = new Alone();

  /** A run elsewhere, due and ended so many seconds after the beginning. */
  private static RunEntry run(String job, int due, int end, boolean success) {
    Instant at = Alone.BEGIN.plusSeconds(due);
    RunId id = new RunId(job, new RootCause.AtTime(at), null);
    Run running =
        Records.running(
            Records.claimed(
                Plan.start(
                    id, 1, new Cause.Fired(at), at, new Moment(at, 0), Duration.ofSeconds(60)),
                1,
                Alone.OTHER,
                at),
            at);
    return new RunEntry(
        Records.ended(
            running,
            success ? RunState.SUCCEEDED : RunState.FAILED,
            Alone.BEGIN.plusSeconds(end),
            new Outcome(success, null, null, null)));
  }

  private List<String> starts() {
    return member.ports.started.stream().map(run -> run.id().toString()).toList();
  }

  @Test
  void condition_thatIsMet_startsItsJobOnceForTheSameRootCause() {
    // given
    member.register(Alone.job("then", success("first"), MisfirePolicy.runOnceNow()));
    member.freeze(Duration.ofSeconds(5));

    // when
    member.hear(run("first", 1, 2, true));
    member.hear(run("first", 1, 2, true));
    member.hear(run("first", 3, 4, false));

    // then
    assertThat(starts()).containsExactly("then@2026-11-22T12:00:01Z");
  }

  @Test
  void conditionsMetLongAgo_ifSkipped_areRecordedAsMissed() {
    // given
    member.register(Alone.job("then", success("first"), MisfirePolicy.skip()));
    member.freeze(Duration.ofSeconds(60));

    // when
    member.hear(run("first", 1, 2, true));
    member.hear(run("first", 3, 4, true));

    // then
    assertThat(starts()).isEmpty();
    assertThat(member.count("then", RunState.MISSED)).isEqualTo(2);
  }

  @Test
  void conditionsMetLongAgo_ifRunOnce_runTheNewest() {
    // given
    member.register(Alone.job("then", success("first"), MisfirePolicy.runOnceNow()));
    member.freeze(Duration.ofSeconds(60));

    // when
    member.hear(
        run("first", 1, 2, true),
        run("first", 3, 4, true),
        run("first", 5, 6, true),
        run("first", 7, 8, false));

    // then
    assertThat(starts()).containsExactly("then@2026-11-22T12:00:05Z");
    assertThat(member.count("then", RunState.MISSED)).isEqualTo(2);
  }

  @Test
  void conditionMetBeforeTheJobWasRegistered_isNoneOfItsBusiness() {
    // given
    member.freeze(Duration.ofSeconds(5));

    // when
    member.hear(run("first", 1, 2, true));
    member.register(Alone.job("then", success("first"), MisfirePolicy.runOnceNow()));

    // then
    assertThat(starts()).isEmpty();
  }

  @Test
  void answerThatIsForgotten_isNotGivenAgain_whenAnotherRunOfItsRootCauseEndsLate() {
    // given: a short memory, and a condition that either of two jobs meets
    member = new Alone(1);
    member.register(Alone.job("first", Schedule.every(Duration.ofSeconds(20))));
    member.register(Alone.job("slow", Schedule.every(Duration.ofSeconds(20))));
    member.register(
        Alone.job("then", anyOf(success("first"), success("slow")), MisfirePolicy.runAll(100)));
    Run slow =
        member.ports.started.stream()
            .filter(run -> run.job().equals("slow"))
            .findAny()
            .orElseThrow();
    for (int i = 0; i < 10; i++) {
      for (Run run : List.copyOf(member.ports.started)) {
        if (!run.equals(slow)) {
          member.engine.runEnded(member.now(), run.id(), new Outcome(true, null, null, null));
        }
      }
      member.engine.flush(member.now());
      member.live(Duration.ofSeconds(20));
    }
    String answer = "then@" + slow.fireTime();
    assertThat(starts()).containsOnlyOnce(answer);
    assertThat(member.engine.inspector(member.now()).runs("then"))
        .noneMatch(run -> run.id().toString().equals(answer));

    // when
    member.end(slow, true);

    // then
    assertThat(starts()).containsOnlyOnce(answer);
  }

  @Test
  void conditionThatManyOthersOvertook_isAnsweredYet() {
    // given: more answers than are kept for long, all of the last seconds
    member = new Alone(3);
    member.register(Alone.job("then", success("first"), MisfirePolicy.runAll(100)));
    member.live(Duration.ofSeconds(21));
    for (int i = 0; i < 10; i++) {
      member.hear(run("first", 10 + i, 20, true));
      member.endAll();
    }

    // when
    member.hear(run("first", 1, 19, true));

    // then
    assertThat(starts()).hasSize(11).contains("then@2026-11-22T12:00:01Z");
  }

  @Test
  void slowRun_ofAFireTimeThatNoOtherShares_isAnsweredThoughTheMemoryIsShort() {
    // given
    member = new Alone(1);
    member.register(Alone.job("first", Schedule.every(Duration.ofSeconds(20))));
    member.register(Alone.job("slow", Schedule.at(Alone.BEGIN.plusSeconds(5))));
    member.register(
        Alone.job("then", anyOf(success("first"), success("slow")), MisfirePolicy.runAll(100)));
    for (int i = 0; i < 10; i++) {
      for (Run run : List.copyOf(member.ports.started)) {
        if (!run.job().equals("slow")) {
          member.engine.runEnded(member.now(), run.id(), new Outcome(true, null, null, null));
        }
      }
      member.engine.flush(member.now());
      member.live(Duration.ofSeconds(20));
    }
    Run slow =
        member.ports.started.stream()
            .filter(run -> run.job().equals("slow"))
            .findAny()
            .orElseThrow();

    // when
    member.end(slow, true);

    // then
    assertThat(starts()).containsOnlyOnce("then@" + slow.fireTime());
  }
}
