package io.clockwork.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
  @Test
  void json_writtenAndRead_theSame() throws IOException {
    Result result = new Result("burst-1", "clockwork network=tcp", 3, Map.of("runs/s", 12.5), "");

    assertThat(Result.parse(result.toJson())).isEqualTo(result);
  }

  @Test
  void json_notPlayed_theReasonStays() throws IOException {
    Result result = new Result("steady-1", "jobrunr", 3, Map.of(), "not played: \"too slow\"");

    assertThat(Result.parse(result.toJson())).isEqualTo(result);
  }

  @Test
  void json_noNumber_leftOut() throws IOException {
    Result result = new Result("hop", "clockwork", 3, Map.of("p50, ms", Double.NaN), "");

    assertThat(Result.parse(result.toJson()).figures()).isEmpty();
  }
}
