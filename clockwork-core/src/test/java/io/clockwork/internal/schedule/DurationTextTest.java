package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "PT1M, 1 min",
    "PT0.5S, 500 ms",
    "PT1H30M, 1 h 30 min",
    "P366D, 366 d",
    "PT1.5S, 1 s 500 ms",
    "PT0S, 0 s"
  })
  void duration_isSaidInWords(Duration duration, String words) {
    assertThat(DurationText.of(duration)).isEqualTo(words);
  }
}
