package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.clockwork.job.GapPolicy;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 0 31 2 ?",
        "0 0 0 30 2 ?",
        "0 0 0 31 4,6,9,11 ?",
        "0 0 0 29 2 ? 2027",
        "* * * 31W 6 ?",
        "0 0 0 L-30 2 ?",
        "0 0 0 ? 2 1#5 2027",
      })
  void check_expressionThatNeverFires_isRefusedWithAReason(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.check(Schedule.cron(expression, PARIS)))
        .withMessageStartingWith(
            "cron expression '" + expression + "' in Europe/Paris never fires from 1970 to 2099")
        .withMessageContaining("no date matches")
        .withMessageContaining("'L'");
  }

  @Test
  void check_onlyTimesInAGap_areRefusedUnlessRunAfter() {
    // 02:30 on 29 March 2026 does not exist in Paris
    Schedule.Cron cron = Schedule.cron("0 30 2 29 3 ? 2026", PARIS);

    assertThatNoException().isThrownBy(() -> Schedules.check(cron));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.check(cron.gap(GapPolicy.SKIP)))
        .withMessageContaining("gap of the zone")
        .withMessageContaining("RUN_AFTER");
  }

  @Test
  void check_invalidExpression_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.check(Schedule.cron("0 0 0 * * *")))
        .withMessageContaining("'0 0 0 * * *'")
        .withMessageContaining("'?'");
  }

  @Test
  void check_goodSchedules_pass() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              Schedules.check(Schedule.cron("0 0 0 29 2 ?", PARIS));
              Schedules.check(Schedule.cron("0 0 0 1 1 ? 1970"));
              Schedules.check(Schedule.cron("59 59 23 31 12 ? 2099"));
              Schedules.check(Schedule.every(Duration.ofMillis(1)));
              Schedules.check(Schedule.withDelay(Duration.ofMillis(1)));
              Schedules.check(Schedule.at(Instant.EPOCH));
              Schedules.check(Schedule.none());
            });
  }

  @Test
  void firesAfter_schedulesThatAreOver_isFalse() {
    assertThat(Schedules.firesAfter(Schedule.cron("0 0 0 1 1 ? 2025"), NOW)).isFalse();
    assertThat(Schedules.firesAfter(Schedule.at(NOW), NOW)).isFalse();
    assertThat(Schedules.firesAfter(Schedule.none(), NOW)).isFalse();
  }

  @Test
  void firesAfter_schedulesThatGoOn_isTrue() {
    assertThat(Schedules.firesAfter(Schedule.cron("0 0 0 1 1 ? 2027"), NOW)).isTrue();
    assertThat(Schedules.firesAfter(Schedule.at(NOW.plusMillis(1)), NOW)).isTrue();
    assertThat(Schedules.firesAfter(Schedule.every(Duration.ofDays(1)), NOW)).isTrue();
    assertThat(Schedules.firesAfter(Schedule.withDelay(Duration.ofDays(1)), NOW)).isTrue();
  }
}
