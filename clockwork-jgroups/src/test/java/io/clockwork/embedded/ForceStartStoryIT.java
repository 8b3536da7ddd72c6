package io.clockwork.embedded;

import static io.clockwork.job.Condition.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.OrderResult.Done;
import io.clockwork.client.OrderResult.Refused;
import io.clockwork.client.OrderResult.Refused.Kind;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Cause;
import io.clockwork.job.Event.RunStarted;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The third story: a client has a member start a job now, and the others see it. */
class ForceStartStoryIT {
  private final TestCluster cluster = new TestCluster();
  private Clockwork a;
  private Clockwork b;
  private ClockworkClient admin;

  @BeforeEach
  void start() {
    a =
        cluster.start(
            cluster
                .member("a")
                .job(Job.named("extract").run(cluster.diary().note()))
                .job(Job.named("only-b-may").on(Placement.member("b")).run(cluster.diary().note()))
                .job(
                    Job.named("load")
                        .after(success("extract"))
                        .on(Placement.member("a"))
                        .run(cluster.diary().note())));
    b =
        cluster.start(
            cluster
                .member("b")
                .job(Job.named("extract").run(cluster.diary().note()))
                .job(Job.named("clean").on(Placement.every()).run(cluster.diary().note())));
    admin = cluster.observe("admin");
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @Test
  void order_forTheOwner_isDoneThereAndSeenByAll() {
    // given
    String owner = b.client().job("extract").orElseThrow().owner();
    TestCluster.awaitOwner("extract", owner, admin);
    // when
    StartOrder order = StartOrder.of("extract").with("day", "2026-12-01").with("full", "");
    OrderResult result = admin.start(order).join();
    // then
    RunId run = new RunId("extract", new RootCause.ByOrder(order.orderId()), null);
    assertThat(result).isEqualTo(new Done(run, owner));
    Cause cause = new Cause.Ordered(order.orderId(), "admin");
    for (String node : List.of("a", "b", "admin")) {
      TestCluster.awaitUntil(
          node + " hears it", () -> cluster.heard(node).kinds("load").contains("RunSucceeded"));
      assertThat(cluster.heard(node).of(RunStarted.class, "extract"))
          .singleElement()
          .satisfies(event -> assertThat(event.run().cause()).isEqualTo(cause))
          .satisfies(event -> assertThat(event.run().member()).isEqualTo(owner))
          .satisfies(
              event ->
                  assertThat(event.run().parameters())
                      .isEqualTo(Map.of("day", "2026-12-01", "full", "")));
    }
    assertThat(cluster.diary().of("extract"))
        .containsExactly(new Diary.Entry(run, owner, cause, order.parameters()));
    // and: what depends on it ran
    assertThat(cluster.diary().of("load"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.run().root()).isEqualTo(run.root()));
  }

  @Test
  void order_forANamedMember_isDoneThereWhoeverOwnsIt() {
    for (String member : List.of("a", "b")) {
      OrderResult result = admin.start(StartOrder.of("extract").on(member)).join();
      assertThat(result)
          .isInstanceOfSatisfying(Done.class, done -> assertThat(done.member()).isEqualTo(member));
      TestCluster.awaitUntil("it ran", () -> !cluster.diary().of("extract", member).isEmpty());
    }
    assertThat(cluster.diary().of("extract")).hasSize(2);
  }

  @Test
  void order_givenTwiceOrByTwoAtOnce_runsOnce() {
    // when: the same order comes from three nodes at once, and again, for another member
    StartOrder order = StartOrder.of("extract").withId("night-42");
    List<CompletableFuture<OrderResult>> results =
        java.util.stream.Stream.of(admin, a.client(), b.client())
            .map(client -> client.start(order))
            .toList();
    OrderResult first = results.get(0).join();
    OrderResult again = admin.start(order.on("a")).join();
    OrderResult elsewhere = admin.start(order.on("b")).join();
    // then
    assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(first));
    assertThat(List.of(again, elsewhere)).containsOnly(first);
    TestCluster.awaitUntil("it ran", () -> !cluster.diary().of("load").isEmpty());
    assertThat(cluster.diary().of("extract")).hasSize(1);
    assertThat(cluster.diary().of("load")).hasSize(1);
  }

  @Test
  void orders_manyAtOnce_areAllDone() {
    // when
    List<CompletableFuture<OrderResult>> results =
        IntStream.range(0, 200).mapToObj(i -> admin.start(StartOrder.of("extract"))).toList();
    // then
    assertThat(results).allSatisfy(each -> assertThat(each.join()).isInstanceOf(Done.class));
    TestCluster.awaitUntil("all ran", () -> cluster.diary().of("load").size() == 200);
    assertThat(cluster.diary().of("extract")).hasSize(200);
  }

  private static void assertRefused(OrderResult result, Kind kind, String words) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(kind);
              assertThat(refused.reason()).contains(words);
            });
  }

  @Test
  void order_thatCannotBeDone_isRefusedWithItsKind() {
    assertRefused(admin.start(StartOrder.of("nothing")).join(), Kind.NO_SUCH_JOB, "nothing");
    assertRefused(
        admin.start(StartOrder.of("extract").on("nobody")).join(), Kind.NO_MEMBER, "nobody");
    assertRefused(
        admin.start(StartOrder.of("extract").on("admin")).join(), Kind.NO_MEMBER, "admin");
    assertRefused(
        admin.start(StartOrder.of("load").on("b")).join(), Kind.NOT_POSSIBLE, "does not carry");
    // Only a carries it, and a may not run it by its placement.
    assertRefused(admin.start(StartOrder.of("only-b-may")).join(), Kind.NO_MEMBER, "placement");
    assertThat(cluster.diary().runs()).isEmpty();
  }

  @Test
  void order_againstThePlacement_isRefused() {
    assertRefused(
        admin.start(StartOrder.of("only-b-may").on("a")).join(), Kind.NOT_POSSIBLE, "placement");
  }

  @Test
  void order_forAJobOnEveryMember_runsOnTheOneThatIsAsked() {
    // when
    StartOrder order = StartOrder.of("clean").on("b");
    // then
    assertThat(admin.start(order).join())
        .isEqualTo(new Done(new RunId("clean", new RootCause.ByOrder(order.orderId()), "b"), "b"));
    assertThat(b.client().start(StartOrder.of("clean").on("a")).join()).isInstanceOf(Refused.class);
  }
}
