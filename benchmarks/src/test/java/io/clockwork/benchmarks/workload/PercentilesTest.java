package io.clockwork.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void percentile_ofValues_isTheOneThatTheShareDoesNotExceed() {
    Percentiles percentiles = new Percentiles(List.of(4.0, 1.0, 3.0, 2.0));

    assertThat(percentiles.at(0.5)).isEqualTo(2.0);
    assertThat(percentiles.at(0.99)).isEqualTo(4.0);
    assertThat(percentiles.at(0)).isEqualTo(1.0);
  }

  @Test
  void percentile_ofNothing_isNoNumber() {
    assertThat(new Percentiles(List.of()).at(0.5)).isNaN();
  }
}
