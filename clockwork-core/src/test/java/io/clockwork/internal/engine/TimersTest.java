package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final Moment ZERO = new Moment(Instant.EPOCH, 0);

  private final Timers timers = new Timers();
  private final List<String> done = new ArrayList<>();

  private Timers.Timer after(int nanos, String name) {
    return timers.after(ZERO, Duration.ofNanos(nanos), () -> done.add(name));
  }

  @Test
  void whatIsDue_isDoneInTheOrderOfTimeAndThenOfAsking() {
    // given
    after(5, "c");
    after(3, "a");
    after(3, "b");
    after(9, "later");

    // when
    timers.run(5);

    // then
    assertThat(done).containsExactly("a", "b", "c");
    assertThat(timers.next()).isEqualTo(9);
  }

  @Test
  void cancelledTimer_isNotDoneAndNotWaitedFor() {
    // given
    Timers.Timer cancelled = after(3, "never");
    after(7, "later");

    // when
    cancelled.cancel();

    // then
    assertThat(timers.next()).isEqualTo(7);
    timers.run(10);
    assertThat(done).containsExactly("later");
    assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void timerThatAsksForAnotherAtOnce_isFollowedByThat() {
    // given
    timers.after(ZERO, Duration.ofNanos(1), () -> after(1, "next"));

    // when
    timers.run(1);

    // then
    assertThat(done).containsExactly("next");
  }
}
