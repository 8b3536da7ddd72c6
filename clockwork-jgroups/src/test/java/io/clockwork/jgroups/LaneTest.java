package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private final Lane lane = new Lane("lane-under-test", 3, 100);
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    lane.close();
  }

  private void waitAtTheGate() {
    try {
      gate.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void offer_beforeStart_runsInOrderAfterwards() {
    // given
    lane.offer(1, () -> ran.add("a"));
    lane.offer(1, () -> ran.add("b"));
    // when
    lane.start();
    lane.drain(LONG);
    // then
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void offer_tooManyOrTooLong_isRefusedAndTakenAgainLater() {
    // given
    lane.start();
    lane.offer(0, this::waitAtTheGate);
    Clusters.awaitUntil("it runs", () -> lane.offer(100, () -> ran.add("a")));
    // then
    assertThat(lane.offer(1, () -> ran.add("too long"))).isFalse();
    lane.force(() -> ran.add("b"));
    lane.force(() -> ran.add("c"));
    assertThat(lane.offer(0, () -> ran.add("too many"))).isFalse();
    lane.force(() -> ran.add("forced"));
    // when
    gate.countDown();
    lane.drain(LONG);
    // then
    assertThat(ran).containsExactly("a", "b", "c", "forced");
    assertThat(lane.offer(100, () -> ran.add("d"))).isTrue();
  }

  @Test
  void task_throws_nextRunsAllTheSame() {
    // given
    lane.start();
    lane.offer(
        1,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    // when
    lane.offer(1, () -> ran.add("next"));
    lane.drain(LONG);
    // then
    assertThat(ran).containsExactly("next");
  }

  @Test
  void close_withTasksQueued_runsNoneOfThemAndRefusesMore() {
    // given
    lane.start();
    lane.offer(0, this::waitAtTheGate);
    lane.offer(0, () -> ran.add("queued"));
    // when
    lane.close();
    // then
    assertThat(lane.offer(0, () -> ran.add("late"))).isFalse();
    lane.force(() -> ran.add("forced"));
    lane.drain(LONG);
    assertThat(ran).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("lane-under-test"));
  }

  @Test
  void close_onItsOwnThread_returns() {
    // given
    CountDownLatch closed = new CountDownLatch(1);
    lane.start();
    // when
    lane.offer(
        0,
        () -> {
          lane.close();
          closed.countDown();
        });
    // then
    Clusters.awaitUntil("closed", () -> closed.getCount() == 0);
  }
}
