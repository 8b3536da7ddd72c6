package io.clockwork.internal.node;

import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {

  @Test
  void job_isSaidInWords_withWhenWhereAndHowLate() {
    assertThat(words(Job.named("a").cron("0 0 2 * * ?", ZoneId.of("Europe/Paris")).run(c -> {})))
        .isEqualTo("cron 0 0 2 * * ? in Europe/Paris, on any member, at most 1 min late");
    assertThat(
            words(
                Job.named("b")
                    .after(success("a"))
                    .on(Placement.member("node-1"))
                    .deadline(Duration.ofMillis(500))
                    .run(c -> {})))
        .isEqualTo("after success(a), on member node-1, at most 500 ms late");
    assertThat(words(Job.named("c").on(Placement.labels(Map.of("zone", "eu"))).run(c -> {})))
        .isEqualTo("only when ordered, on a member with the labels {zone=eu}, at most 1 min late");
    assertThat(words(Job.named("d").on(Placement.every()).run(c -> {})))
        .contains("on every member");
  }

  private static String words(Job job) {
    return EventLog.words(job.definition());
  }
}
