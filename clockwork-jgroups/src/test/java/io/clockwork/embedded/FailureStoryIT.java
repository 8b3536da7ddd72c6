package io.clockwork.embedded;

import static io.clockwork.job.Condition.failure;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Cause;
import io.clockwork.job.Event.RunFailed;
import io.clockwork.job.Event.RunStarted;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first story: a job fails on one member, and the others react as their jobs say. */
class FailureStoryIT {

  private static void fail() {
    throw new IllegalStateException("no disk left", new java.io.IOException("ENOSPC"));
  }

  @Test
  void jobThatFails_onOneMember_isHeardByAllAndAnsweredOnce() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given: what fails is on a, what reacts is carried by all
      Clockwork a =
          cluster.start(
              cluster
                  .member("a")
                  .job(
                      Job.named("extract")
                          .on(Placement.member("a"))
                          .run(cluster.diary().noteAnd(context -> fail())))
                  .job(pageOps(cluster)));
      Clockwork b =
          cluster.start(cluster.member("b").job(pageOps(cluster)).job(onSuccess(cluster)));
      Clockwork c = cluster.start(cluster.member("c").job(pageOps(cluster)).job(other(cluster)));
      ClockworkClient watch = cluster.observe("watch");
      TestCluster.awaitOwner("other", "c", a.client(), b.client(), c.client(), watch);
      // when
      RunId failed = TestCluster.order(watch, StartOrder.of("extract"));
      // then: everybody hears it, with its cause and its stack trace
      for (String node : List.of("a", "b", "c", "watch")) {
        TestCluster.awaitUntil(
            node + " hears the reaction",
            () -> cluster.heard(node).kinds("page-ops").contains("RunSucceeded"));
        assertThat(cluster.heard(node).kinds("extract")).containsExactly("RunStarted", "RunFailed");
        Run run = cluster.heard(node).of(RunFailed.class, "extract").get(0).run();
        assertThat(run.id()).isEqualTo(failed);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.member()).isEqualTo("a");
        assertThat(run.cause()).isInstanceOf(Cause.Ordered.class);
        assertThat(run.reason()).isEqualTo("java.lang.IllegalStateException: no disk left");
        assertThat(run.stackTrace())
            .contains("at io.clockwork.embedded.FailureStoryIT.fail")
            .contains("Caused by: java.io.IOException: ENOSPC");
        assertThat(cluster.heard(node).of(RunStarted.class, "page-ops")).hasSize(1);
      }
      // and: the reaction ran once in the cluster, and says by what
      assertThat(cluster.diary().of("page-ops"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.cause()).isEqualTo(new Cause.Met(List.of(failed))))
          .satisfies(entry -> assertThat(entry.run().root()).isEqualTo(failed.root()));
      assertThat(cluster.diary().of("celebrate")).isEmpty();
      // and: other jobs go on
      int before = cluster.diary().of("other").size();
      TestCluster.awaitUntil(
          "other goes on", () -> cluster.diary().of("other").size() > before + 3);
      cluster.assertNoGap("other", Duration.ofMillis(200));
    }
  }

  private static Job pageOps(TestCluster cluster) {
    return Job.named("page-ops").after(failure("extract")).run(cluster.diary().note());
  }

  private static Job onSuccess(TestCluster cluster) {
    return Job.named("celebrate").after(success("extract")).run(cluster.diary().note());
  }

  private static Job other(TestCluster cluster) {
    return Job.named("other").every(Duration.ofMillis(200)).run(cluster.diary().note());
  }

  @Test
  void jobThatFailsAgain_isAnsweredOncePerFailure() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      cluster.start(
          cluster
              .member("a")
              .job(
                  Job.named("extract")
                      .every(Duration.ofMillis(300))
                      .on(Placement.member("a"))
                      .run(cluster.diary().noteAnd(context -> fail())))
              .job(pageOps(cluster)));
      Clockwork b = cluster.start(cluster.member("b").job(pageOps(cluster)));
      // when
      TestCluster.awaitUntil("reactions", () -> cluster.diary().of("page-ops").size() >= 6);
      b.close();
      TestCluster.awaitUntil("more", () -> cluster.diary().of("page-ops").size() >= 9);
      // then: one for each failure, without a gap, whoever reacted
      cluster.assertNoGap("extract", Duration.ofMillis(300));
      List<RootCause> failures =
          cluster.diary().of("extract").stream().map(entry -> entry.run().root()).limit(8).toList();
      assertThat(cluster.diary().of("page-ops").stream().map(entry -> entry.run().root()))
          .doesNotHaveDuplicates()
          .containsAll(failures);
    }
  }
}
