package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.MemberBuilder;
import io.clockwork.TestHooks;
import io.clockwork.client.JobStatus;
import io.clockwork.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand jobs, and who holds their triggers. */
class ManyJobsIT {
  private static final int JOBS = 1_000;

  private static List<Job> jobs(TestCluster cluster, Instant due) {
    return IntStream.range(0, JOBS)
        .mapToObj(i -> Job.named("job-" + i).at(due).run(cluster.diary().note()))
        .toList();
  }

  private static Set<String> owned(Clockwork member) {
    return member.client().jobs().stream()
        .filter(status -> member.self().name().equals(status.owner()))
        .map(JobStatus::name)
        .collect(Collectors.toSet());
  }

  /** Each job's trigger is at its owner's, and nowhere else. */
  private static void awaitTriggers(Clockwork... members) {
    for (Clockwork member : members) {
      TestCluster.awaitUntil(
          member.self().name() + " holds the triggers of what it owns",
          () -> {
            Set<String> owned = owned(member);
            return !owned.isEmpty() && owned.equals(TestHooks.armed(member));
          });
    }
    assertThat(
            java.util.Arrays.stream(members)
                .flatMap(member -> TestHooks.armed(member).stream())
                .toList())
        .hasSize(JOBS)
        .doesNotHaveDuplicates();
  }

  @Test
  void triggers_always_areHeldByTheOwnerAlone() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      List<Job> jobs =
          jobs(cluster, Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS));
      Clockwork a = cluster.start(with(cluster.member("a"), jobs));
      awaitTriggers(a);
      // when: members come, and each takes its share
      Clockwork b = cluster.start(with(cluster.member("b"), jobs));
      awaitTriggers(a, b);
      Clockwork c = cluster.start(with(cluster.member("c"), jobs));
      awaitTriggers(a, b, c);
      for (Clockwork member : List.of(a, b, c)) {
        assertThat(owned(member)).hasSizeBetween(JOBS / 4, JOBS / 2);
      }
      // and: one goes
      b.close();
      awaitTriggers(a, c);
      // and: a job changes to have no schedule, one goes
      a.register(Job.named("job-0").run(context -> {}));
      c.remove("job-1");
      TestCluster.awaitUntil(
          "two triggers less",
          () -> TestHooks.armed(a).size() + TestHooks.armed(c).size() == JOBS - 2);
    }
  }

  @Test
  void jobs_aThousandRegisteredAtOnceAndDueAtOnce_runOnceEach() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = cluster.start(cluster.member("a"));
      Clockwork b = cluster.start(cluster.member("b"));
      Instant due = Instant.now().plus(Duration.ofSeconds(3)).truncatedTo(ChronoUnit.MILLIS);
      // when
      for (Job job : jobs(cluster, due)) {
        a.register(job);
        b.register(job);
      }
      // then
      for (Clockwork member : List.of(a, b)) {
        TestCluster.awaitUntil(
            "all have run",
            () ->
                member.client().jobs().stream()
                        .map(JobStatus::lastRun)
                        .filter(Objects::nonNull)
                        .filter(run -> run.state().isFinal())
                        .count()
                    == JOBS);
      }
      assertThat(cluster.diary().runs()).hasSize(JOBS);
      assertThat(cluster.diary().runs()).allMatch(run -> run.root().toString().equals("@" + due));
    }
  }

  private static MemberBuilder with(MemberBuilder builder, List<Job> jobs) {
    jobs.forEach(builder::job);
    return builder;
  }
}
