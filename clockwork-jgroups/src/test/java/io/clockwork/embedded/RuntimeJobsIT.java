package io.clockwork.embedded;

import static io.clockwork.job.Condition.failure;
import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Event.JobChanged;
import io.clockwork.job.Event.JobRegistered;
import io.clockwork.job.Event.JobRemoved;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that come, change and go while the cluster runs. */
class RuntimeJobsIT {
  private final TestCluster cluster = new TestCluster();
  private Clockwork a;
  private Clockwork b;

  @BeforeEach
  void start() {
    a = cluster.start(cluster.member("a").label("zone", "eu"));
    b = cluster.start(cluster.member("b").label("zone", "us").label("disk", "ssd"));
    TestCluster.awaitNodes(a.client(), "a", "b");
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  private Job noting(String job) {
    return Job.named(job).run(cluster.diary().note());
  }

  @Test
  void job_registeredChangedAndRemoved_isSoForAll() {
    // when
    a.register(Job.named("sum").every(Duration.ofMillis(100)).run(cluster.diary().note()));
    // then
    for (ClockworkClient client : List.of(a.client(), b.client())) {
      TestCluster.awaitOwner("sum", "a", client);
      assertThat(client.job("sum").orElseThrow().carriers()).containsExactly("a");
    }
    TestCluster.awaitUntil("it runs", () -> cluster.diary().of("sum").size() > 3);
    // when: another schedule, and other code
    a.register(Job.named("sum").run(context -> context.output("changed")));
    // then
    TestCluster.awaitUntil(
        "b hears of it", () -> !cluster.heard("b").of(JobChanged.class).isEmpty());
    assertThat(b.client().job("sum").orElseThrow().nextFireTime()).isNull();
    RunId run = TestCluster.order(b.client(), StartOrder.of("sum"));
    TestCluster.awaitEnd(b.client(), run);
    assertThat(b.client().run(run).orElseThrow().output()).isEqualTo("changed");
    // when
    assertThat(b.remove("sum")).isTrue();
    // then
    TestCluster.awaitUntil(
        "a hears of it", () -> !cluster.heard("a").of(JobRemoved.class).isEmpty());
    for (ClockworkClient client : List.of(a.client(), b.client())) {
      assertThat(client.job("sum")).isEmpty();
      assertThat(client.jobs()).isEmpty();
      assertThat(client.why("sum")).isEmpty();
    }
    assertThat(b.remove("sum")).isFalse();
    assertThat(a.remove("never-was")).isFalse();
    for (String node : List.of("a", "b")) {
      assertThat(cluster.heard(node).of(JobRegistered.class)).hasSize(1);
      assertThat(cluster.heard(node).of(JobChanged.class)).hasSize(1);
      assertThat(cluster.heard(node).of(JobRemoved.class)).hasSize(1);
    }
  }

  @Test
  void job_removedByAnotherAndRegisteredAgain_runsAgainWithItsNewCode() {
    // given
    a.register(Job.named("sum").run(context -> context.output("old")));
    TestCluster.awaitOwner("sum", "a", b.client());
    b.remove("sum");
    TestCluster.awaitUntil("removed", () -> a.client().job("sum").isEmpty());
    // when: only b registers it again
    b.register(Job.named("sum").run(context -> context.output("new")));
    // then: a no longer carries it
    TestCluster.awaitOwner("sum", "b", a.client(), b.client());
    assertThat(a.client().job("sum").orElseThrow().carriers()).containsExactly("b");
    RunId run = TestCluster.order(a.client(), StartOrder.of("sum"));
    TestCluster.awaitEnd(a.client(), run);
    assertThat(a.client().run(run).orElseThrow().output()).isEqualTo("new");
  }

  @Test
  void members_withDifferentJobs_runEachItsOwn() {
    // given
    a.register(noting("extract"));
    b.register(noting("load"));
    TestCluster.awaitOwner("extract", "a", a.client(), b.client());
    TestCluster.awaitOwner("load", "b", a.client(), b.client());
    // when
    TestCluster.awaitEnd(a.client(), TestCluster.order(a.client(), StartOrder.of("load")));
    TestCluster.awaitEnd(b.client(), TestCluster.order(b.client(), StartOrder.of("extract")));
    // then
    assertThat(cluster.diary().of("load", "b")).hasSize(1);
    assertThat(cluster.diary().of("extract", "a")).hasSize(1);
  }

  @Test
  void jobOnEveryMember_atEachFireTime_runsOnEach() {
    // given
    Job clean =
        Job.named("clean")
            .every(Duration.ofMillis(200))
            .on(Placement.every())
            .run(cluster.diary().note());
    // when: b brings what it knows already, so that the job has one beginning
    a.register(clean);
    TestCluster.awaitUntil("b hears of it", () -> b.client().job("clean").isPresent());
    b.register(clean);
    TestCluster.awaitUntil(
        "both run it",
        () ->
            cluster.diary().of("clean", "a").size() > 5
                && cluster.diary().of("clean", "b").size() > 5);
    // then
    for (String member : List.of("a", "b")) {
      assertThat(cluster.diary().of("clean", member))
          .allMatch(entry -> member.equals(entry.run().member()));
    }
    // and: what one ran the other ran too, or says why not (a busy machine may be late for one)
    List<RunId> atA = cluster.diary().of("clean", "a").stream().map(entry -> entry.run()).toList();
    assertThat(atA).hasSizeGreaterThan(5);
    for (Diary.Entry entry : cluster.diary().of("clean", "b").subList(0, 4)) {
      RunId twin = new RunId("clean", entry.run().root(), "a");
      TestCluster.awaitEnd(b.client(), twin);
      RunState state = b.client().run(twin).orElseThrow().state();
      if (atA.contains(twin)) {
        assertThat(state).isEqualTo(RunState.SUCCEEDED);
      } else {
        assertThat(state).isIn(RunState.SKIPPED, RunState.MISSED);
        assertThat(b.client().run(twin).orElseThrow().reason()).isNotBlank();
      }
    }
    assertThat(b.client().job("clean").orElseThrow().owner()).isNull();
    assertThat(b.client().job("clean").orElseThrow().carriers()).containsExactly("a", "b");
  }

  @Test
  void placementByLabels_withOneMemberThatFits_isOwnedThere() {
    // given
    Job copy = Job.named("copy").on(Placement.label("disk", "ssd")).run(cluster.diary().note());
    Job far = Job.named("far").on(Placement.label("zone", "moon")).run(cluster.diary().note());
    // when
    for (Clockwork member : List.of(a, b)) {
      member.register(copy);
      member.register(far);
    }
    // then
    TestCluster.awaitOwner("copy", "b", a.client(), b.client());
    JobStatus status = a.client().job("far").orElseThrow();
    assertThat(status.owner()).isNull();
    assertThat(status.state()).isEqualTo(JobStatus.State.WAITING_FOR_MEMBER);
    assertThat(a.client().why("far")).anyMatch(line -> line.contains("moon"));
    // and: once a member with that label comes, it owns it
    Clockwork c = cluster.start(cluster.member("c").label("zone", "moon").job(far));
    TestCluster.awaitOwner("far", "c", a.client(), b.client(), c.client());
  }

  @Test
  void conditionOnAnUnknownJob_isShownAndWorksOnceThatJobComes() {
    // given
    a.register(Job.named("load").after(success("extract")).run(cluster.diary().note()));
    TestCluster.awaitOwner("load", "a", b.client());
    JobStatus status = b.client().job("load").orElseThrow();
    assertThat(status.unknownJobs()).containsExactly("extract");
    assertThat(status.state()).isEqualTo(JobStatus.State.WAITING_FOR_CONDITION);
    assertThat(b.client().why("load")).anyMatch(line -> line.contains("extract"));
    // when
    b.register(noting("extract"));
    TestCluster.awaitOwner("extract", "b", a.client());
    assertThat(a.client().job("load").orElseThrow().unknownJobs()).isEmpty();
    RunId extract = TestCluster.order(a.client(), StartOrder.of("extract"));
    // then
    TestCluster.awaitEnd(a.client(), new RunId("load", extract.root(), null));
    assertThat(cluster.diary().of("load")).hasSize(1);
  }

  @Test
  void cycle_alsoAcrossMembers_isRefusedByNameAndChangesNothing() {
    // given
    a.register(Job.named("one").after(success("three")).run(cluster.diary().note()));
    b.register(Job.named("two").after(success("one")).run(cluster.diary().note()));
    a.register(Job.named("three").run(context -> context.output("as it was")));
    TestCluster.awaitOwner("two", "b", a.client());
    // when
    assertThatThrownBy(
            () ->
                a.register(
                    Job.named("three")
                        .after(failure("two"))
                        .run(context -> context.output("refused"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("three after two after one after three");
    assertThatThrownBy(
            () -> b.register(Job.named("self").after(success("self")).run(context -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("self after self");
    // then: the job is as it was, its code too
    assertThat(a.client().job("three").orElseThrow().definition().condition()).isNull();
    assertThat(b.client().job("self")).isEmpty();
    RunId run = TestCluster.order(a.client(), StartOrder.of("three"));
    TestCluster.awaitEnd(a.client(), run);
    assertThat(a.client().run(run).orElseThrow().output()).isEqualTo("as it was");
  }

  @Test
  void badSchedule_isRefusedByNameAndChangesNothing() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    assertThatThrownBy(
            () -> a.register(Job.named("never").cron("0 0 0 31 2 ?", paris).run(context -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 0 0 31 2 ?")
        .hasMessageContaining("never fires");
    assertThatThrownBy(
            () -> a.register(Job.named("bad").cron("every day", paris).run(context -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every day");
    assertThatThrownBy(
            () ->
                cluster.start(
                    cluster
                        .member("c")
                        .job(Job.named("never").cron("0 0 0 31 2 ?", paris).run(context -> {}))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never fires");
    assertThat(a.client().jobs()).isEmpty();
    TestCluster.awaitNodes(b.client(), "a", "b");
  }
}
