package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.Role;
import io.clockwork.job.Event;
import io.clockwork.job.Event.MemberCrashed;
import io.clockwork.job.Event.MemberJoined;
import io.clockwork.job.Event.MemberLeft;
import io.clockwork.job.Event.ViewChanged;
import io.clockwork.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Observers and members come and go. */
class ObserverIT {
  private static final Duration TICK = Duration.ofMillis(100);

  private static Map<String, String> owners(ClockworkClient client) {
    return client.jobs().stream()
        .collect(
            Collectors.toMap(
                JobStatus::name, status -> Objects.requireNonNullElse(status.owner(), "")));
  }

  private static Clockwork start(TestCluster cluster, String member) {
    var builder =
        cluster.member(member).job(Job.named("tick").every(TICK).run(cluster.diary().note()));
    IntStream.range(0, 20).forEach(i -> builder.job(Job.named("job-" + i).run(context -> {})));
    return cluster.start(builder);
  }

  private static List<String> names(List<? extends Event> events) {
    return events.stream()
        .map(
            event ->
                event instanceof MemberJoined joined
                    ? joined.node().name()
                    : ((MemberLeft) event).node().name())
        .toList();
  }

  @Test
  void observer_thatComesAndGoes_changesNoOwnerAndIsSeen() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = start(cluster, "a");
      Clockwork b = start(cluster, "b");
      TestCluster.awaitUntil(
          "both own some", () -> owners(a.client()).values().containsAll(List.of("a", "b")));
      Map<String, String> before = owners(a.client());
      // when
      ClockworkClient watch = cluster.observe("watch");
      // then
      TestCluster.awaitNodes(a.client(), "a", "b", "watch");
      TestCluster.awaitNodes(b.client(), "a", "b", "watch");
      assertThat(watch.nodes().get(0).role()).isEqualTo(Role.MEMBER);
      assertThat(watch.nodes().stream().filter(node -> !node.isMember()).map(Node::name))
          .containsExactly("watch");
      TestCluster.awaitUntil("it sees the same", () -> owners(watch).equals(before));
      assertThat(owners(a.client())).isEqualTo(before);
      TestCluster.awaitUntil(
          "it hears runs", () -> cluster.heard("watch").kinds("tick").contains("RunSucceeded"));
      // when
      watch.close();
      // then
      for (Clockwork member : List.of(a, b)) {
        TestCluster.awaitNodes(member.client(), "a", "b");
        Heard heard = cluster.heard(member.self().name());
        TestCluster.awaitUntil(
            "it is heard", () -> names(heard.of(MemberLeft.class)).contains("watch"));
        assertThat(names(heard.of(MemberJoined.class))).contains("watch");
        assertThat(heard.of(MemberCrashed.class)).isEmpty();
        assertThat(owners(member.client())).isEqualTo(before);
      }
      cluster.assertNoGap("tick", TICK);
    }
  }

  @Test
  void members_thatComeAndGo_areHeardByAllInOrder() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      // given
      Clockwork a = start(cluster, "a");
      ClockworkClient watch = cluster.observe("watch");
      TestCluster.awaitNodes(a.client(), "a", "watch");
      // when
      Clockwork b = start(cluster, "b");
      TestCluster.awaitNodes(watch, "a", "b", "watch");
      Clockwork c = start(cluster, "c");
      TestCluster.awaitNodes(watch, "a", "b", "c", "watch");
      c.close();
      TestCluster.awaitNodes(watch, "a", "b", "watch");
      b.close();
      TestCluster.awaitNodes(watch, "a", "watch");
      // then
      for (String node : List.of("a", "watch")) {
        Heard heard = cluster.heard(node);
        TestCluster.awaitUntil(
            node + " hears both go", () -> heard.of(MemberLeft.class).size() == 2);
        assertThat(names(heard.of(MemberJoined.class)))
            .filteredOn(name -> !"watch".equals(name))
            .containsExactly("b", "c");
        assertThat(names(heard.of(MemberLeft.class))).containsExactly("c", "b");
        assertThat(heard.of(MemberCrashed.class)).isEmpty();
        List<Long> views =
            heard.of(ViewChanged.class).stream().map(event -> event.view().id().number()).toList();
        assertThat(views).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
      }
      // and: the coordinator's going is no different
      Clockwork d = start(cluster, "d");
      TestCluster.awaitNodes(watch, "a", "d", "watch");
      a.close();
      TestCluster.awaitNodes(watch, "d", "watch");
      TestCluster.awaitUntil(
          "it is heard",
          () -> names(cluster.heard("watch").of(MemberLeft.class)).equals(List.of("c", "b", "a")));
      assertThat(cluster.heard("d").of(MemberCrashed.class)).isEmpty();
      int before = cluster.diary().of("tick", "d").size();
      TestCluster.awaitUntil(
          "d goes on", () -> cluster.diary().of("tick", "d").size() > before + 5);
      cluster.assertNoGap("tick", TICK);
      assertThat(d.client().nodes().get(0).name()).isEqualTo("d");
    }
  }
}
