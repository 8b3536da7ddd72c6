package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.Clockwork;
import io.clockwork.MemberBuilder;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.ClusterException;
import io.clockwork.job.Job;
import io.clockwork.job.JournalException;
import io.clockwork.job.Placement;
import io.clockwork.job.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of which a majority must agree, with and without journals. */
class MajorityIT {
  private final TestCluster cluster = new TestCluster();
  private final ConcurrentLinkedQueue<Long> tokens = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  private Job tick() {
    return Job.named("tick").every(Duration.ofMillis(200)).run(run -> tokens.add(run.token()));
  }

  private MemberBuilder voter(String name) {
    return cluster.member(name).majorityOf("a", "b", "c").job(tick());
  }

  private Clockwork start(String name) {
    return cluster.start(voter(name).journal(folder.resolve(name)));
  }

  @Test
  void oneOfThree_startsNothing_untilASecondIsThere() {
    // given
    Job alone =
        Job.named("alone")
            .every(Duration.ofMillis(200))
            .on(Placement.member("a"))
            .inAnyPartition()
            .run(cluster.diary().note());
    cluster.start(voter("a").job(alone));

    // when: what is bound to it and may run in any partition runs
    TestCluster.awaitUntil("it runs", () -> cluster.diary().of("alone").size() > 3);

    // then
    assertThat(tokens).isEmpty();
    cluster.start(voter("b"));
    TestCluster.awaitUntil("a majority goes on", () -> tokens.size() > 3);
    List<Long> seen = List.copyOf(tokens);
    assertThat(seen).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void twoOfThreeGone_clientIsToldWhyNothingRuns_andAnOrderIsRefused() {
    // given
    cluster.start(voter("a"));
    Clockwork b = cluster.start(voter("b"));
    TestCluster.awaitUntil("it runs", () -> tokens.size() > 3);
    ClockworkClient admin = cluster.observe("admin");
    TestCluster.awaitNodes(admin, "a", "b", "admin");

    // when
    b.close();
    TestCluster.awaitNodes(admin, "a", "admin");

    // then
    TestCluster.awaitUntil(
        "it waits",
        () -> admin.job("tick").orElseThrow().state() == JobStatus.State.WAITING_FOR_MAJORITY);
    assertThat(admin.why("tick")).anyMatch(words -> words.contains("missing are [b, c]"));
    assertThat(admin.start(StartOrder.of("tick")).join())
        .isInstanceOfSatisfying(
            OrderResult.Refused.class,
            refused -> assertThat(refused.reason()).contains("missing are [b, c]"));
  }

  @Test
  void memberThatWasToldOtherVoters_isRefused() {
    // given
    cluster.start(voter("a"));

    // then
    assertThatThrownBy(() -> cluster.start(cluster.member("b").majorityOf("a", "b")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("majorityOf[a, b]")
        .hasMessageContaining("same voters");
  }

  @Test
  void votersNamedWrongly_areRefusedAtOnce() {
    assertThatThrownBy(() -> cluster.member("a").majorityOf())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cluster.member("a").majorityOf("a", "a"))
        .hasMessageContaining("a twice");
    assertThatThrownBy(() -> cluster.member("a").majorityOf("a b")).hasMessageContaining("a b");
  }

  @Test
  void wholeCluster_stoppedAndStartedAgain_knowsWhatItKnew() {
    // given
    List<Clockwork> members = new ArrayList<>(List.of(start("a"), start("b"), start("c")));
    TestCluster.awaitUntil("it runs", () -> tokens.size() > 3);
    members.get(0).register(Job.named("late").run(cluster.diary().note()));
    ClockworkClient admin = cluster.observe("admin");
    TestCluster.awaitNodes(admin, "a", "b", "c", "admin");
    TestCluster.awaitUntil("known", () -> admin.job("late").isPresent());
    StartOrder order = StartOrder.of("late").withId("night");
    OrderResult first = admin.start(order).join();
    assertThat(first).as("%s", first).isInstanceOf(OrderResult.Done.class);
    admin.close();

    // when
    members.forEach(Clockwork::close);
    long last = tokens.stream().mapToLong(Long::longValue).max().orElseThrow();
    tokens.clear();
    start("a");
    Clockwork again = start("b");

    // then: the definition, the run and the order are known, and the schedule goes on
    assertThat(again.client().job("late")).isPresent();
    RunId run = ((OrderResult.Done) first).run();
    assertThat(again.client().run(run)).isPresent();
    TestCluster.awaitUntil("it goes on", () -> tokens.size() > 3);
    assertThat(tokens).allMatch(token -> token > last);
    again.register(Job.named("late").run(cluster.diary().note()));
    assertThat(again.client().start(order).join()).isEqualTo(first);
    assertThat(cluster.diary().of("late")).hasSize(1);
  }

  @Test
  void journalOfAnotherMember_isRefused() {
    // given
    start("a").close();

    // then
    assertThatThrownBy(() -> cluster.start(voter("b").journal(folder.resolve("a"))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(folder.resolve("a").toString());
  }
}
