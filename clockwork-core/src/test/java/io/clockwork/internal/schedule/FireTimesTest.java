package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FireTimesTest {
  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:07Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  @Test
  void fixedRate_withoutStart_beginsAtTheAnchor() {
    Schedule rate = Schedule.every(Duration.ofSeconds(10));

    assertThat(FireTimes.next(rate, ANCHOR, ANCHOR.minusSeconds(100))).contains(ANCHOR);
    assertThat(FireTimes.next(rate, ANCHOR, ANCHOR)).contains(ANCHOR.plusSeconds(10));
    assertThat(FireTimes.next(rate, ANCHOR, ANCHOR.plusNanos(1))).contains(ANCHOR.plusSeconds(10));
    assertThat(FireTimes.next(rate, ANCHOR, ANCHOR.plusSeconds(9_999)))
        .contains(ANCHOR.plusSeconds(10_000));
  }

  @Test
  void fixedRate_withStart_ignoresTheAnchor() {
    Instant start = Instant.parse("2026-06-01T00:00:00Z");
    Schedule rate = Schedule.every(Duration.ofHours(5)).startingAt(start);

    assertThat(FireTimes.next(rate, ANCHOR, ANCHOR)).contains(start);
    assertThat(FireTimes.next(rate, ANCHOR, start)).contains(start.plusSeconds(5 * 3600));
  }

  @Test
  void fixedRate_withAnchorFinerThanMilliseconds_isCut() {
    Schedule rate = Schedule.every(Duration.ofMillis(3));

    assertThat(FireTimes.next(rate, ANCHOR.plusNanos(1_999_999), ANCHOR.plusMillis(2)))
        .contains(ANCHOR.plusMillis(4));
  }

  @Test
  void fixedDelay_firstAtTheAnchor_thenAfterEachEnd() {
    Schedule.FixedDelay delay = Schedule.withDelay(Duration.ofMinutes(1));

    assertThat(FireTimes.next(delay, ANCHOR, ANCHOR.minusMillis(1))).contains(ANCHOR);
    assertThat(FireTimes.next(delay, ANCHOR, ANCHOR)).isEmpty();
    assertThat(FireTimes.afterRun(delay, ANCHOR, null)).contains(ANCHOR);
    assertThat(FireTimes.afterRun(delay, ANCHOR, ANCHOR.plusSeconds(5)))
        .contains(ANCHOR.plusSeconds(65));
  }

  @Test
  void fixedDelay_changedAfterALongPastRun_isDueAtTheAnchor() {
    Schedule.FixedDelay delay = Schedule.withDelay(Duration.ofMinutes(1));

    assertThat(FireTimes.afterRun(delay, ANCHOR, ANCHOR.minusSeconds(3600))).contains(ANCHOR);
  }

  @Test
  void once_beforeAtAndAfter_firesOnce() {
    Schedule once = Schedule.at(ANCHOR);

    assertThat(FireTimes.next(once, ANCHOR, ANCHOR.minusMillis(1))).contains(ANCHOR);
    assertThat(FireTimes.next(once, ANCHOR, ANCHOR)).isEmpty();
  }

  @Test
  void none_asked_neverFires() {
    assertThat(FireTimes.next(Schedule.none(), ANCHOR, Instant.MIN)).isEmpty();
  }

  @Test
  void anySchedule_atTheEndsOfTime_doesNotThrow() {
    List<Schedule> schedules =
        List.of(
            Schedule.cron("0/1 * * * * ?", ZoneId.of("Pacific/Kiritimati")),
            Schedule.cron("0 30 2 * * ?", ZoneId.of("Europe/Paris")),
            Schedule.cron("0 30 2 29 2 ? 2096"),
            Schedule.every(Duration.ofMillis(1)),
            Schedule.every(Duration.ofDays(3_652_425)),
            Schedule.every(Duration.ofMillis(7)).startingAt(LAST),
            Schedule.withDelay(Duration.ofDays(3_652_425)),
            Schedule.at(LAST),
            Schedule.none());
    List<Instant> instants =
        List.of(Instant.MIN, Instant.EPOCH, ANCHOR, LAST.minusMillis(1), LAST, Instant.MAX);

    for (Schedule schedule : schedules) {
      for (Instant anchor : instants) {
        for (Instant after : instants) {
          FireTimes.next(schedule, anchor, after)
              .ifPresent(time -> assertThat(time).isAfter(after).isBeforeOrEqualTo(LAST));
          for (Instant until : instants) {
            assertThat(FireTimes.between(schedule, anchor, after, until, 3).fireTimes())
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(time -> time.isAfter(after) && !time.isAfter(until));
          }
        }
      }
    }
    Schedule.FixedDelay delay = Schedule.withDelay(Duration.ofMillis(1));
    assertThat(FireTimes.afterRun(delay, Instant.MIN, Instant.MAX)).isEmpty();
    assertThat(FireTimes.afterRun(delay, Instant.MAX, null)).isEmpty();
    assertThat(FireTimes.afterRun(delay, Instant.MIN, LAST)).isEmpty();
  }

  @Test
  void next_ofABadCron_saysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FireTimes.next(Schedule.cron("0 0 25 * * ?"), ANCHOR, ANCHOR))
        .withMessageContaining("'0 0 25 * * ?'");
  }
}
