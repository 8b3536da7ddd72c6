package io.clockwork.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of the cluster port promises, on a network that loses nothing.
 *
 * <p>Whoever extends it makes connections and knows how to wait: on real networks by polling, in a
 * simulation by moving its time.
 */
public abstract class ClusterContract {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final AtomicLong INCARNATIONS = new AtomicLong(1_700_000_000_000_000L);

  /** The cluster of this test; no other has its name. */
  protected final String cluster = "contract-" + UUID.randomUUID();

  private final List<Cluster> opened = new ArrayList<>();

  /** Makes a connection that has not joined. */
  protected abstract Cluster create(String clusterName, Node self);

  /** Returns once the condition holds, and fails if that takes too long. */
  protected abstract void awaitUntil(String what, BooleanSupplier condition);

  /** Lets so much time pass that what should not happen would have happened. */
  protected abstract void settle();

  /** Checks a connection at the end of a test, before it is closed; nothing by default. */
  protected void check(Cluster connection) {}

  @AfterEach
  void closeAll() {
    try {
      opened.forEach(this::check);
    } finally {
      opened.forEach(Cluster::close);
    }
  }

  /** Makes a member's connection that is closed at the end of the test. */
  protected final Cluster member(String name) {
    return open(cluster, node(name, Role.MEMBER, Map.of()));
  }

  /** Makes a connection that is closed at the end of the test. */
  protected final Cluster open(String clusterName, Node self) {
    Cluster connection = create(clusterName, self);
    opened.add(connection);
    return connection;
  }

  /** Makes a node with an incarnation that is higher than all before. */
  protected static Node node(String name, Role role, Map<String, String> labels) {
    return new Node(new NodeId(name, INCARNATIONS.incrementAndGet()), role, labels);
  }

  private Recorder join(Cluster connection) {
    Recorder recorder = new Recorder();
    connection.join(recorder);
    return recorder;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] noise(int length) {
    byte[] frame = new byte[length];
    new java.util.Random(length).nextBytes(frame);
    return frame;
  }

  // Views

  @Test
  void join_asFirst_returnsWithItselfAsTheView() {
    // given
    Cluster a = member("a");
    // when
    Recorder atA = join(a);
    // then
    assertThat(atA.views()).isNotEmpty();
    assertThat(atA.view().nodes()).containsExactly(a.self());
    assertThat(atA.view().coordinator()).isEqualTo(a.self());
    assertThat(atA.view().merged()).isFalse();
  }

  @Test
  void join_asSecond_bothSeeTheSameViewWithRolesAndLabels() {
    // given
    Cluster a = open(cluster, node("a", Role.MEMBER, Map.of("zone", "eu", "disk", "")));
    Cluster b = open(cluster, node("b", Role.OBSERVER, Map.of()));
    Recorder atA = join(a);
    // when
    Recorder atB = join(b);
    // then
    awaitUntil("both see both", () -> atA.sees("a", "b") && atB.sees("a", "b"));
    assertThat(atA.view()).isEqualTo(atB.view());
    assertThat(atA.view().nodes()).containsExactly(a.self(), b.self());
    assertThat(atB.views().get(0).contains(b.self().id())).isTrue();
  }

  @Test
  void labels_asLongAsAllowed_areKnownWithTheView() {
    // given
    Map<String, String> labels = new java.util.TreeMap<>();
    for (int i = 0; i < Node.MAX_LABELS; i++) {
      labels.put("key-" + (char) ('a' + i), "v".repeat(27));
    }
    Cluster a = open(cluster, node("n".repeat(NodeId.MAX_NAME), Role.MEMBER, labels));
    Cluster b = member("b");
    Recorder atB = join(b);
    // when
    join(a);
    // then
    awaitUntil("b sees it", () -> atB.view().contains(a.self().id()));
    assertThat(atB.view().find(a.self().id())).isEqualTo(a.self());
  }

  @Test
  void view_observerJoinedFirst_memberCoordinates() {
    // given
    Cluster watcher = open(cluster, node("watcher", Role.OBSERVER, Map.of()));
    Cluster late = open(cluster, node("z-late", Role.MEMBER, Map.of()));
    Recorder atWatcher = join(watcher);
    assertThat(atWatcher.view().coordinator()).isEqualTo(watcher.self());
    // when
    Recorder atLate = join(late);
    // then
    awaitUntil("both see both", () -> atWatcher.sees("watcher", "z-late"));
    awaitUntil("both see both", () -> atLate.sees("watcher", "z-late"));
    assertThat(atWatcher.view().nodes()).containsExactly(late.self(), watcher.self());
    assertThat(atLate.view()).isEqualTo(atWatcher.view());
  }

  @Test
  void views_threeJoinAndLeave_numbersRiseAndAllAgree() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Cluster c = member("c");
    Recorder atA = join(a);
    Recorder atB = join(b);
    join(c);
    awaitUntil("a and b see three", () -> atA.sees("a", "b", "c") && atB.sees("a", "b", "c"));
    // when
    c.close();
    // then
    awaitUntil("a and b see two", () -> atA.sees("a", "b") && atB.sees("a", "b"));
    assertThat(atA.view()).isEqualTo(atB.view());
    assertThat(atA.views().stream().map(view -> view.id().number()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void view_coordinatorLeaves_nextMemberCoordinates() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    join(a);
    Recorder atB = join(b);
    awaitUntil("b sees both", () -> atB.sees("a", "b"));
    // when
    a.close();
    // then
    awaitUntil("b is alone", () -> atB.sees("b"));
    assertThat(atB.view().coordinator()).isEqualTo(b.self());
  }

  @Test
  void join_sameNameAgain_isAnotherNode() {
    // given
    Cluster a = member("a");
    Cluster former = member("b");
    Recorder atA = join(a);
    join(former);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    former.close();
    awaitUntil("b left", () -> atA.sees("a"));
    // when
    Cluster latter = member("b");
    join(latter);
    // then
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    assertThat(atA.view().contains(latter.self().id())).isTrue();
    assertThat(atA.view().contains(former.self().id())).isFalse();
  }

  @Test
  void clusters_ofDifferentNames_neverMeet() {
    // given
    Cluster a = member("a");
    Cluster stranger = open(cluster + "-other", node("stranger", Role.MEMBER, Map.of()));
    Recorder atA = join(a);
    Recorder atStranger = join(stranger);
    // when
    a.multicast(bytes("psst"));
    settle();
    // then
    assertThat(atA.view().nodes()).containsExactly(a.self());
    assertThat(atStranger.view().nodes()).containsExactly(stranger.self());
    assertThat(atStranger.heard()).isEmpty();
  }

  // Multicasts

  @Test
  void multicast_many_arriveInOrderOnceEachAndNotAtTheirSender() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Cluster c = member("c");
    Recorder atA = join(a);
    Recorder atB = join(b);
    Recorder atC = join(c);
    awaitUntil("a sees three", () -> atA.sees("a", "b", "c"));
    awaitUntil("b sees three", () -> atB.sees("a", "b", "c"));
    // when
    for (int i = 0; i < 500; i++) {
      assertThat(a.multicast(bytes("a" + i))).isTrue();
      assertThat(b.multicast(bytes("b" + i))).isTrue();
    }
    // then
    awaitUntil("all came to c", () -> atC.heard().size() >= 1_000);
    awaitUntil("all came to a and b", () -> atA.heard().size() + atB.heard().size() >= 1_000);
    settle();
    List<String> expected = IntStream.range(0, 500).mapToObj(i -> "a" + i).toList();
    assertThat(texts(atC, a)).isEqualTo(expected);
    assertThat(texts(atB, a)).isEqualTo(expected);
    assertThat(texts(atC, b)).hasSize(500);
    assertThat(texts(atA, b)).hasSize(500);
    assertThat(texts(atA, a)).isEmpty();
  }

  private static List<String> texts(Recorder recorder, Cluster from) {
    return recorder.heard().stream()
        .filter(heard -> heard.from().equals(from.self().id()))
        .map(Recorder.Heard::text)
        .toList();
  }

  @Test
  void multicast_ofEveryAllowedLength_arrivesUnchanged() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    Recorder atB = join(b);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    // when
    int[] lengths = {1, 60_000, 61_440, 61_441, 1_000_000, Cluster.MAX_FRAME};
    for (int length : lengths) {
      assertThat(a.multicast(noise(length))).isTrue();
    }
    // then
    awaitUntil("all came", () -> atB.heard().size() == lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      assertThat(atB.heard().get(i).frame()).isEqualTo(noise(lengths[i]));
    }
  }

  @Test
  void multicast_frameChangedAfterwards_arrivesAsItWas() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    Recorder atB = join(b);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    // when
    byte[] frame = bytes("before");
    a.multicast(frame);
    frame[0] = 'X';
    // then
    awaitUntil("it came", () -> atB.heard().size() == 1);
    assertThat(atB.heard().get(0).text()).isEqualTo("before");
  }

  @Test
  void multicast_badFrameOrNotJoined_isRefused() {
    // given
    Cluster a = member("a");
    // then
    assertThat(a.multicast(bytes("early"))).isFalse();
    assertThatThrownBy(() -> a.multicast(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.multicast(new byte[Cluster.MAX_FRAME + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4194304");
    join(a);
    assertThat(a.multicast(bytes("alone"))).isTrue();
    a.close();
    assertThat(a.multicast(bytes("late"))).isFalse();
  }

  @Test
  void listener_throwsAtEverything_nextComesAllTheSame() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atB =
        new Recorder() {
          @Override
          public void viewChanged(View view) {
            super.viewChanged(view);
            throw new IllegalStateException("at a view, on purpose");
          }

          @Override
          public void multicastReceived(NodeId from, byte[] frame) {
            super.multicastReceived(from, frame);
            throw new IllegalStateException("at a multicast, on purpose");
          }
        };
    Recorder atA = join(a);
    b.join(atB);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    // when
    a.multicast(bytes("one"));
    a.multicast(bytes("two"));
    // then
    awaitUntil("both came", () -> atB.heard().size() == 2);
    assertThat(atB.sees("a", "b")).isTrue();
  }

  // Requests

  private Outcome ask(Cluster from, Cluster to, byte[] frame, Duration timeout) {
    Outcome outcome = new Outcome();
    from.request(to.self().id(), frame, timeout, outcome);
    return outcome;
  }

  @Test
  void request_toAnother_isAnsweredOnceAndHeardByNobodyElse() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Cluster c = member("c");
    Recorder atA = join(a);
    Recorder atB = join(b);
    Recorder atC = join(c);
    awaitUntil("a sees three", () -> atA.sees("a", "b", "c"));
    // when
    Outcome outcome = ask(a, b, bytes("start"), LONG);
    // then
    awaitUntil("answered", outcome::isDone);
    settle();
    assertThat(outcome.text()).isEqualTo("re:start");
    assertThat(outcome.calls()).isEqualTo(1);
    assertThat(atB.requests()).isEqualTo(1);
    assertThat(atA.requests() + atC.requests()).isZero();
    assertThat(atB.heard()).isEmpty();
  }

  @Test
  void request_toItself_isServed() {
    // given
    Cluster a = member("a");
    join(a);
    // when
    Outcome outcome = ask(a, a, bytes("me"), LONG);
    // then
    awaitUntil("answered", outcome::isDone);
    assertThat(outcome.text()).isEqualTo("re:me");
  }

  @Test
  void request_observerAsksAndIsAsked_isAnswered() {
    // given
    Cluster a = member("a");
    Cluster watcher = open(cluster, node("watcher", Role.OBSERVER, Map.of()));
    Recorder atA = join(a);
    join(watcher);
    awaitUntil("a sees both", () -> atA.sees("a", "watcher"));
    // when
    Outcome toMember = ask(watcher, a, bytes("order"), LONG);
    Outcome toObserver = ask(a, watcher, bytes("hello"), LONG);
    // then
    awaitUntil("answered", () -> toMember.isDone() && toObserver.isDone());
    assertThat(toMember.text()).isEqualTo("re:order");
    assertThat(toObserver.text()).isEqualTo("re:hello");
  }

  @Test
  void request_ofEveryAllowedLength_isAnsweredUnchanged() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    join(b);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    for (int length : new int[] {1, 32 * 1024, 100_000, Cluster.MAX_FRAME}) {
      // when
      Outcome outcome = ask(a, b, noise(length), LONG);
      // then
      awaitUntil("answered", outcome::isDone);
      assertThat(outcome.reason()).isNull();
      int answered = Math.min(length + 3, Cluster.MAX_FRAME);
      assertThat(outcome.frame()).hasSize(answered).startsWith((byte) 'r', (byte) 'e', (byte) ':');
      byte[] expected = java.util.Arrays.copyOf(noise(length), answered - 3);
      assertThat(java.util.Arrays.copyOfRange(outcome.frame(), 3, answered)).isEqualTo(expected);
    }
  }

  @Test
  void request_manyAtOnceBetweenMulticasts_areAnsweredOnceEach() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    Recorder atB = join(b);
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    // when
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      outcomes.add(ask(a, b, bytes("r" + i), LONG));
      a.multicast(bytes("m" + i));
    }
    // then
    awaitUntil("all answered", () -> outcomes.stream().allMatch(Outcome::isDone));
    awaitUntil("all heard", () -> atB.heard().size() == 500);
    for (int i = 0; i < outcomes.size(); i++) {
      assertThat(outcomes.get(i).text()).isEqualTo("re:r" + i);
      assertThat(outcomes.get(i).calls()).isEqualTo(1);
    }
    assertThat(atB.requests()).isEqualTo(500);
  }

  @Test
  void request_answeredLaterTwiceFromAnotherThread_isAnsweredOnce() throws Exception {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    List<ClusterListener.Reply> replies = new java.util.concurrent.CopyOnWriteArrayList<>();
    b.join(
        new Recorder() {
          @Override
          public void requestReceived(NodeId from, byte[] frame, Reply reply) {
            replies.add(reply);
          }
        });
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    Outcome outcome = ask(a, b, bytes("later"), LONG);
    awaitUntil("it came", () -> !replies.isEmpty());
    // when
    Thread other =
        new Thread(() -> Stream.of("first", "second").forEach(t -> replies.get(0).send(bytes(t))));
    other.start();
    other.join();
    // then
    awaitUntil("answered", outcome::isDone);
    settle();
    assertThat(outcome.text()).isEqualTo("first");
    assertThat(outcome.calls()).isEqualTo(1);
    assertThatThrownBy(() -> replies.get(0).send(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void request_neverAnswered_becomesUnknownOnce() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    b.join(
        new Recorder() {
          @Override
          public void requestReceived(NodeId from, byte[] frame, Reply reply) {
            if (frame.length > 1) {
              throw new IllegalStateException("at a request, on purpose");
            }
          }
        });
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    // when
    Outcome silent = ask(a, b, bytes("1"), SHORT);
    Outcome thrown = ask(a, b, bytes("22"), SHORT);
    // then
    awaitUntil("unknown", () -> silent.isDone() && thrown.isDone());
    settle();
    assertThat(silent.reason()).isNotNull();
    assertThat(thrown.reason()).isNotNull();
    assertThat(silent.calls() + thrown.calls()).isEqualTo(2);
  }

  @Test
  void request_toOneNotInTheView_isUnknownAtOnce() {
    // given
    Cluster a = member("a");
    join(a);
    Outcome outcome = new Outcome();
    NodeId formerLife = new NodeId("a", 1);
    // when
    a.request(formerLife, bytes("x"), LONG, outcome);
    // then
    awaitUntil("unknown", outcome::isDone);
    assertThat(outcome.reason()).contains("a~1");
  }

  @Test
  void request_targetLeavesMeanwhile_becomesUnknown() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    Recorder atA = join(a);
    CountDownLatch came = new CountDownLatch(1);
    b.join(
        new Recorder() {
          @Override
          public void requestReceived(NodeId from, byte[] frame, Reply reply) {
            came.countDown();
          }
        });
    awaitUntil("a sees both", () -> atA.sees("a", "b"));
    Outcome outcome = ask(a, b, bytes("x"), Duration.ofMinutes(10));
    awaitUntil("it came", () -> came.getCount() == 0);
    // when
    b.close();
    // then
    awaitUntil("unknown", outcome::isDone);
    assertThat(outcome.reason()).isNotNull();
  }

  @Test
  void request_badArguments_areRefused() {
    // given
    Cluster a = member("a");
    join(a);
    // then
    assertThatThrownBy(() -> ask(a, a, new byte[0], LONG))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ask(a, a, new byte[Cluster.MAX_FRAME + 1], LONG))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ask(a, a, bytes("x"), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ask(a, a, bytes("x"), Duration.ofHours(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // Life

  @Test
  void close_withRequestsPending_makesThemUnknownAndIsIdempotent() {
    // given
    Cluster a = member("a");
    a.join(
        new Recorder() {
          @Override
          public void requestReceived(NodeId from, byte[] frame, Reply reply) {
            // never answers
          }
        });
    Outcome outcome = ask(a, a, bytes("x"), Duration.ofMinutes(10));
    // when
    a.close();
    a.close();
    // then
    awaitUntil("unknown", outcome::isDone);
    assertThat(outcome.calls()).isEqualTo(1);
    Outcome late = ask(a, a, bytes("x"), LONG);
    awaitUntil("unknown", late::isDone);
    assertThat(late.reason()).isNotNull();
  }

  @Test
  void join_twiceOrAfterClose_isRefused() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    join(a);
    b.close();
    // then
    assertThatThrownBy(() -> a.join(new Recorder())).isInstanceOf(ClusterException.class);
    assertThatThrownBy(() -> b.join(new Recorder())).isInstanceOf(ClusterException.class);
    a.close();
    assertThatThrownBy(() -> a.join(new Recorder())).isInstanceOf(ClusterException.class);
  }

  @Test
  void close_whileOthersSend_bringsNothingAfterwards() {
    // given
    Cluster a = member("a");
    Cluster b = member("b");
    join(a);
    Recorder atB = join(b);
    awaitUntil("b sees both", () -> atB.sees("a", "b"));
    for (int i = 0; i < 100; i++) {
      a.multicast(bytes("m" + i));
    }
    // when
    b.close();
    int heard = atB.heard().size();
    int views = atB.views().size();
    a.multicast(bytes("too late"));
    settle();
    // then
    assertThat(atB.heard()).hasSize(heard);
    assertThat(atB.views()).hasSize(views);
  }

  @Test
  void describe_always_namesNodeAndCluster() {
    // given
    Cluster a = member("a");
    // then
    assertThat(a.describe()).contains("a~").contains(cluster);
    join(a);
    assertThat(a.describe()).contains("a~").contains(cluster);
  }
}
