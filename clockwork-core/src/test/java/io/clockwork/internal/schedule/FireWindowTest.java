package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FireWindowTest {
  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void between_ofMillionsOfFireTimes_givesTheNewest() {
    Schedule rate = Schedule.every(Duration.ofMillis(1));
    Instant until = ANCHOR.plus(Duration.ofDays(365));

    FireWindow window = FireTimes.between(rate, ANCHOR, ANCHOR, until, 3);

    assertThat(window.fireTimes())
        .containsExactly(until.minusMillis(2), until.minusMillis(1), until);
    assertThat(window.olderLeftOut()).isTrue();
  }

  @Test
  void between_ofABurstLongAgo_looksAtFewFireTimes() {
    // given a cron that fires at every second of one January, and the year 2098
    ZonedCron cron = new ZonedCron(Schedule.cron("* * * * 1 ? 2026"));
    AtomicInteger looks = new AtomicInteger();

    // when
    FireWindow window =
        NewestFireTimes.between(
            after -> {
              looks.incrementAndGet();
              return cron.next(after);
            },
            Instant.EPOCH,
            Instant.parse("2098-01-01T00:00:00Z"),
            100);

    // then
    Instant end = Instant.parse("2026-02-01T00:00:00Z");
    assertThat(window.fireTimes()).hasSize(100).startsWith(end.minusSeconds(100)).isSorted();
    assertThat(window.fireTimes()).endsWith(end.minusSeconds(1));
    assertThat(window.olderLeftOut()).isTrue();
    assertThat(looks).hasValueLessThan(10_000);
  }

  @Test
  void between_borders_leaveTheFirstOutAndTakeTheLastIn() {
    Schedule rate = Schedule.every(Duration.ofSeconds(1));

    FireWindow window = FireTimes.between(rate, ANCHOR, ANCHOR, ANCHOR.plusSeconds(2), 2);

    assertThat(window.fireTimes()).containsExactly(ANCHOR.plusSeconds(1), ANCHOR.plusSeconds(2));
    assertThat(window.olderLeftOut()).isFalse();
  }

  @Test
  void between_anEmptyOrBackwardStretch_isEmpty() {
    Schedule rate = Schedule.every(Duration.ofSeconds(1));

    assertThat(FireTimes.between(rate, ANCHOR, ANCHOR, ANCHOR, 5))
        .isEqualTo(new FireWindow(List.of(), false));
    assertThat(FireTimes.between(rate, ANCHOR, ANCHOR.plusSeconds(9), ANCHOR, 5))
        .isEqualTo(new FireWindow(List.of(), false));
  }

  @Test
  void between_withoutALimit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FireTimes.between(Schedule.none(), ANCHOR, ANCHOR, ANCHOR, 0))
        .withMessage("limit is 0: it must be at least 1");
  }
}
