package io.clockwork.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void cron_withoutOptions_hasDocumentedDefaults() {
    Schedule.Cron cron = Schedule.cron("0 30 2 * * ?");

    assertThat(cron.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(cron.gap()).isEqualTo(GapPolicy.RUN_AFTER);
    assertThat(cron.overlap()).isEqualTo(OverlapPolicy.FIRST);
  }

  @Test
  void cron_typedWithOtherBlanks_isEqual() {
    assertThat(Schedule.cron(" 0  30\t2 * *\n? ", PARIS))
        .isEqualTo(Schedule.cron("0 30 2 * * ?", PARIS));
  }

  @Test
  void schedules_printed_areReadable() {
    assertThat(Schedule.cron("0 30 2 * * ?", PARIS))
        .hasToString("cron 0 30 2 * * ? in Europe/Paris");
    assertThat(Schedule.cron("0 30 2 * * ?").gap(GapPolicy.SKIP).overlap(OverlapPolicy.BOTH))
        .hasToString("cron 0 30 2 * * ? in UTC, gap skip, overlap both");
    assertThat(Schedule.every(Duration.ofSeconds(90))).hasToString("every 1m30s");
    assertThat(
            Schedule.every(Duration.ofMillis(86_400_001))
                .startingAt(Instant.parse("2026-01-01T00:00:00.123456789Z")))
        .hasToString("every 1d1ms, starting at 2026-01-01T00:00:00.123Z");
    assertThat(Schedule.withDelay(Duration.ofSeconds(30))).hasToString("30s after each run");
    assertThat(Schedule.at(Instant.parse("2026-12-01T02:00:00Z")))
        .hasToString("at 2026-12-01T02:00:00Z");
    assertThat(Schedule.none()).hasToString("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0005S", "PT1.0000001S", "PT87658201H"})
  void duration_outOfBounds_isRefusedByName(String text) {
    Duration duration = Duration.parse(text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.every(duration))
        .withMessageStartingWith("the period of a fixed rate is " + duration + ": it must be ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.withDelay(duration))
        .withMessageStartingWith("the delay of a schedule is " + duration + ": it must be ");
  }

  @Test
  void duration_atBounds_isTaken() {
    assertThat(Schedule.every(Duration.ofMillis(1)).period()).hasMillis(1);
    assertThat(Schedule.withDelay(Duration.ofDays(3_652_425)).delay()).hasDays(3_652_425);
  }

  @Test
  void instant_outOfBounds_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.at(Instant.MAX))
        .withMessageContaining("once")
        .withMessageContaining("1970-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.every(Duration.ofSeconds(1)).startingAt(Instant.MIN))
        .withMessageContaining("the start of a fixed rate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "*", "0 0 2 * *", "0 0 2 * * ? 2026 7"})
  void cron_withWrongNumberOfFields_isRefusedWithAnExample(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.cron(expression))
        .withMessageContaining("6 or 7")
        .withMessageContaining("'0 30 2 * * ?'");
  }

  @Test
  void cron_fromACrontab_isToldAboutSeconds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.cron("30 2 * * *"))
        .withMessageContaining("'30 2 * * *' has 5 fields")
        .withMessageContaining("seconds in front");
  }
}
