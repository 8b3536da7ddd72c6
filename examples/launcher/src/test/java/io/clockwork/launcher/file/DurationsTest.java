package io.clockwork.launcher.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "2d, PT48H",
    "1d2h3m4s5ms, P1DT2H3M4.005S",
    "0s, PT0S",
    "90m, PT1H30M",
    "PT30S, PT30S",
    "pt1h, PT1H",
    "' 5m ', PT5M"
  })
  void duration_ofEitherForm_isRead(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "5", "5x", "1.5h", "-5s", "5s3m", "5m5m", "1h 30m", "P", "5M"})
  void duration_ofNeitherForm_isRefusedWithARightOne(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("write for instance 30s, 5m, 1h30m, 500ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999999999999s", "9223372036854775807h", "PT9223372036854775807S"})
  void duration_beyondALong_isRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT5S", "PT-5S"})
  void duration_belowZero_isRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
