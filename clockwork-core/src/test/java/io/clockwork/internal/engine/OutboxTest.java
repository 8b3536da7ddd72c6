package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final FakePorts ports = new FakePorts();
  private Duration passed = Duration.ZERO;
  private Context context = context(Options.CHUNK);

  private Context context(int chunkSize) {
    return new Context(
        Alone.SELF,
        ports,
        new Options(100, 10, chunkSize, Options.TAKEOVER),
        (before, after) -> {},
        new Moment(Alone.BEGIN, 0),
        java.util.Set.of());
  }

  private void pass(Duration duration) {
    passed = passed.plus(duration);
    context.now(new Moment(Alone.BEGIN.plus(passed), passed.toNanos()));
    context.timers.run(passed.toNanos());
    context.outbox.flush();
  }

  private void write(String job, RunState state) {
    write(job, state, null);
  }

  private void write(String job, RunState state, @Nullable String output) {
    context.write(
        new RunEntry(
            new Run(
                new RunId(job, new RootCause.AtTime(Alone.BEGIN), null),
                new Cause.Fired(Alone.BEGIN),
                state,
                1,
                1,
                context.me(),
                Alone.BEGIN,
                Alone.BEGIN,
                state.isFinal() ? Alone.BEGIN : null,
                null,
                null,
                output,
                Map.of())));
    context.outbox.flush();
  }

  private News told() {
    assertThat(ports.multicasts).hasSize(1);
    return (News) ports.multicasts.remove(0);
  }

  @Test
  void beginningOfARun_isToldAMomentLater() {
    // when
    write("a", RunState.RUNNING);

    // then
    assertThat(ports.multicasts).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(told().slots()).extracting(slot -> slot.seq()).containsExactly(1L);
  }

  @Test
  void endOfARun_afterSilence_isToldAtOnce_andWithoutItsBeginning() {
    // when
    write("a", RunState.RUNNING);
    write("b", RunState.RUNNING);
    write("a", RunState.SUCCEEDED);

    // then
    News news = told();
    assertThat(news.slots()).extracting(slot -> slot.seq()).containsExactly(2L, 3L);
    assertThat(news.leftOut()).containsExactly(new Range(1, 1));
  }

  @Test
  void news_rightAfterOthers_waitForAMoment_andShareAFrame() {
    // given
    write("a", RunState.SUCCEEDED);
    assertThat(told().entries()).hasSize(1);

    // when
    write("b", RunState.SUCCEEDED);
    write("c", RunState.SUCCEEDED);

    // then
    assertThat(ports.multicasts).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(told().entries()).hasSize(2);
    assertThat(context.timers.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void news_ofManyRuns_doNotWait() {
    // given
    write("first", RunState.SUCCEEDED);
    told();

    // when
    for (int i = 0; i < 256; i++) {
      write("job" + i, RunState.SUCCEEDED);
    }

    // then
    assertThat(told().entries()).hasSize(256);
  }

  @Test
  void news_thatTakeMoreThanOneFrame_leaveNothingOut() {
    // given: who hears one of two frames must not take for heard what only the other supersedes
    context = context(1_000);

    // when
    write("a", RunState.RUNNING);
    write("b", RunState.RUNNING, "x".repeat(800));
    write("a", RunState.SUCCEEDED, "x".repeat(800));

    // then
    assertThat(ports.multicasts).hasSizeGreaterThan(1);
    assertThat(ports.multicasts)
        .allSatisfy(frame -> assertThat(((News) frame).leftOut()).isEmpty());
    assertThat(ports.multicasts.stream().mapToInt(each -> ((News) each).entries().size()).sum())
        .isEqualTo(3);
  }

  @Test
  void removalOfAJob_isToldEvenIfItIsThereAgain() {
    // given
    write("first", RunState.SUCCEEDED);
    told();

    // when
    context.write(new JobEntry("job", new Stamp(1, 0, context.me()), null, Alone.BEGIN));
    context.write(
        new JobEntry(
            "job",
            new Stamp(2, 0, context.me()),
            Alone.job("job", Schedule.every(Duration.ofSeconds(20))),
            Alone.BEGIN));
    pass(Duration.ofMillis(1));

    // then
    assertThat(told().entries()).hasSize(2);
  }

  @Test
  void send_always_leavesNothingBehind() {
    // given
    write("a", RunState.RUNNING);

    // when
    context.outbox.send();

    // then
    assertThat(told().entries()).hasSize(1);
    pass(Duration.ofMillis(5));
    assertThat(ports.multicasts).isEmpty();
  }
}
