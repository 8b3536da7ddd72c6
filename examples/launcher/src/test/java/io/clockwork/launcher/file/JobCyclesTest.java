package io.clockwork.launcher.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JobCyclesTest {

  @Test
  void conditions_inACircle_areRefusedNamingIt() {
    String file =
        """
        cluster: c
        jobs:
          start: {after: success(a), run: x}
          a: {after: success(b), run: x}
          b: {after: done(c) or success(start), run: x}
          c: {after: failure(a), run: x}
        """;
    assertThatThrownBy(() -> JobsFileReader.read("jobs.yaml", file, Overrides.none()))
        .hasMessage(
            "jobs.yaml:4:3: jobs.a: closes a cycle, so that none of it could ever start:"
                + " a after b after c after a");
  }

  @Test
  void conditions_thatMeetAgain_areNoCycle() throws Exception {
    String file =
        """
        cluster: c
        jobs:
          top: {run: x}
          left: {after: success(top), run: x}
          right: {after: success(top), run: x}
          bottom: {after: success(left) and success(right), run: x}
        """;
    assertThat(JobsFileReader.read("jobs.yaml", file, Overrides.none()).jobs()).hasSize(4);
  }
}
