package io.clockwork.embedded;

import static io.clockwork.job.Condition.allOf;
import static io.clockwork.job.Condition.anyOf;
import static io.clockwork.job.Condition.done;
import static io.clockwork.job.Condition.failure;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second story: a job on one member starts because of what happened on another. */
class DependencyStoryIT {

  private static Job on(TestCluster cluster, String member, String job, Condition after) {
    return Job.named(job).after(after).on(Placement.member(member)).run(cluster.diary().note());
  }

  @Test
  void chainOfThree_acrossMembers_runsInOrderUnderOneRootCause() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a =
          cluster.start(
              cluster
                  .member("a")
                  .job(Job.named("extract").on(Placement.member("a")).run(cluster.diary().note()))
                  .job(on(cluster, "a", "report", success("load"))));
      Clockwork b =
          cluster.start(
              cluster
                  .member("b")
                  .job(on(cluster, "b", "load", success("extract")))
                  .job(on(cluster, "b", "repair", failure("extract"))));
      TestCluster.awaitOwner("load", "b", a.client(), b.client());
      // when
      RunId extract = TestCluster.order(b.client(), StartOrder.of("extract"));
      // then
      RunId load = new RunId("load", extract.root(), null);
      RunId report = new RunId("report", extract.root(), null);
      for (ClockworkClient client : List.of(a.client(), b.client())) {
        TestCluster.awaitEnd(client, report);
        assertThat(client.run(load).orElseThrow().cause())
            .isEqualTo(new Cause.Met(List.of(extract)));
        assertThat(client.run(load).orElseThrow().member()).isEqualTo("b");
        assertThat(client.run(report).orElseThrow().cause())
            .isEqualTo(new Cause.Met(List.of(load)));
        assertThat(client.run(report).orElseThrow().member()).isEqualTo("a");
      }
      assertThat(cluster.diary().runs()).containsExactly(extract, load, report);
    }
  }

  @Test
  void andOr_overTwoMembers_lookAtOneFireTime() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given: two jobs due at one instant on two members, one of which fails
      Instant due = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
      Clockwork a =
          cluster.start(
              cluster
                  .member("a")
                  .job(
                      Job.named("extract")
                          .at(due)
                          .on(Placement.member("a"))
                          .run(cluster.diary().note()))
                  .job(on(cluster, "a", "both", allOf(success("extract"), success("check"))))
                  .job(on(cluster, "a", "ended", allOf(success("extract"), done("check"))))
                  .job(on(cluster, "a", "either", anyOf(success("extract"), success("check")))));
      Clockwork b =
          cluster.start(
              cluster
                  .member("b")
                  .job(
                      Job.named("check")
                          .at(due)
                          .on(Placement.member("b"))
                          .run(
                              cluster
                                  .diary()
                                  .noteAnd(
                                      context -> {
                                        throw new IllegalStateException("bad sums");
                                      })))
                  .job(
                      on(
                          cluster,
                          "b",
                          "mixed",
                          Condition.parse("success(extract) and (failure(check) or done(none))")))
                  .job(on(cluster, "b", "never", failure("extract"))));
      // when
      RootCause root = new RootCause.AtTime(due);
      for (String job : List.of("ended", "either", "mixed")) {
        TestCluster.awaitEnd(a.client(), new RunId(job, root, null));
      }
      // then
      TestCluster.settle(Duration.ofMillis(300));
      assertThat(cluster.diary().runs().stream().map(RunId::job))
          .containsExactlyInAnyOrder("extract", "check", "ended", "either", "mixed");
      assertThat(cluster.diary().runs()).allMatch(run -> run.root().equals(root));
      assertThat(b.client().why("both")).isNotEmpty();
    }
  }

  @Test
  void dependent_ofAMemberThatLeftMeanwhile_runsElsewhere() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given: load is carried by b and c
      Job load = Job.named("load").after(success("extract")).run(cluster.diary().note());
      Clockwork a =
          cluster.start(cluster.member("a").job(Job.named("extract").run(cluster.diary().note())));
      Clockwork b = cluster.start(cluster.member("b").job(load));
      Clockwork c = cluster.start(cluster.member("c").job(load));
      String owner = a.client().job("load").orElseThrow().owner();
      // when
      ("b".equals(owner) ? b : c).close();
      RunId extract = TestCluster.order(a.client(), StartOrder.of("extract"));
      // then
      TestCluster.awaitEnd(a.client(), new RunId("load", extract.root(), null));
      assertThat(cluster.diary().of("load"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.member()).isEqualTo("b".equals(owner) ? "c" : "b"));
    }
  }
}
