package io.clockwork.internal.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuartzTimersTest {
  private final BlockingQueue<String> fired = new LinkedBlockingQueue<>();
  private final QuartzTimers timers = new QuartzTimers("quartz-test", fired::add);

  @AfterEach
  void close() {
    timers.close();
  }

  private String next() throws InterruptedException {
    return fired.poll(60, TimeUnit.SECONDS);
  }

  private static Instant later() {
    return Instant.now().plusSeconds(3_600);
  }

  @Test
  void timer_due_firesOnceAndNotBeforeItsTime() throws Exception {
    Instant at = Instant.now().plusMillis(100);
    timers.arm("sum", at);
    assertThat(next()).isEqualTo("sum");
    assertThat(Instant.now()).isAfterOrEqualTo(at.minusMillis(1));
    // Another one that comes later shows that the first did not fire twice.
    timers.arm("other", Instant.now());
    assertThat(next()).isEqualTo("other");
    assertThat(fired).isEmpty();
  }

  @Test
  void timer_inThePast_firesAtOnceHoweverLongAgo() throws Exception {
    for (Duration ago :
        List.of(Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofDays(999))) {
      timers.arm("sum", Instant.now().minus(ago));
      assertThat(next()).isEqualTo("sum");
    }
  }

  @Test
  void timers_armedInAnyOrder_fireEachOnce() throws Exception {
    Instant now = Instant.now();
    timers.arm("third", now.plusMillis(300));
    timers.arm("first", now.plusMillis(100));
    timers.arm("second", now.plusMillis(200));
    assertThat(List.of(next(), next(), next()))
        .containsExactlyInAnyOrder("first", "second", "third");
  }

  @Test
  void timers_atTheSameInstant_areEachTheirOwn() throws Exception {
    Instant at = Instant.now().plusMillis(200);
    for (String job : List.of("sum", "load", "page")) {
      timers.arm(job, at);
    }
    timers.disarm("load");
    timers.arm("page", later());
    assertThat(timers.armed()).containsExactlyInAnyOrder("sum", "page");
    assertThat(next()).isEqualTo("sum");
    timers.arm("page", Instant.now());
    assertThat(next()).isEqualTo("page");
    assertThat(fired).isEmpty();
    assertThat(timers.armed()).isEmpty();
  }

  @Test
  void arm_again_replacesTheTimer() throws Exception {
    timers.arm("sum", later());
    timers.arm("load", later());
    timers.arm("load", Instant.now());
    assertThat(next()).isEqualTo("load");
    timers.arm("sum", later().plusSeconds(1));
    assertThat(timers.armed()).contains("sum");
    timers.arm("sum", Instant.now());
    assertThat(next()).isEqualTo("sum");
    assertThat(fired).isEmpty();
  }

  @Test
  void disarm_always_removesTheTimerIfThereIsOne() throws Exception {
    timers.arm("sum", later());
    timers.arm("load", later());
    timers.disarm("sum");
    timers.disarm("never-was");
    assertThat(timers.armed()).containsExactly("load");
  }

  @Test
  void arm_byWhatIsToldOfTheFire_isNotLost() {
    // given: each fire arms the next, on Quartz's thread, while Quartz still completes the one
    // before
    AtomicReference<QuartzTimers> own = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(200);
    AtomicInteger count = new AtomicInteger();
    try (QuartzTimers chained =
        new QuartzTimers(
            "chained",
            job -> {
              await(ready);
              all.countDown();
              int offset = count.incrementAndGet() % 3 - 1;
              own.get().arm(job, Instant.now().plusMillis(offset));
            })) {
      own.set(chained);
      // when
      chained.arm("sum", Instant.now());
      ready.countDown();
      // then
      await(all);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void schedulers_ofOneName_areNotTheSame() throws Exception {
    BlockingQueue<String> others = new LinkedBlockingQueue<>();
    try (QuartzTimers other = new QuartzTimers("quartz-test", others::add)) {
      timers.arm("mine", later());
      other.arm("theirs", Instant.now());
      assertThat(others.poll(60, TimeUnit.SECONDS)).isEqualTo("theirs");
      assertThat(other.armed()).doesNotContain("mine");
    }
    timers.arm("still-there", Instant.now());
    assertThat(next()).isEqualTo("still-there");
  }

  @Test
  void fired_thatThrows_stopsNothing() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (QuartzTimers bad =
        new QuartzTimers(
            "bad",
            job -> {
              told.add(job);
              throw new IllegalStateException("bad");
            })) {
      for (int i = 0; i < 5; i++) {
        bad.arm("sum", Instant.now());
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("sum");
      }
    }
  }

  @Test
  void close_always_endsItsThreads() throws Exception {
    QuartzTimers shortLived = new QuartzTimers("short-lived", fired::add);
    shortLived.arm("sum", later());
    List<Thread> threads = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("clockwork-short-lived")) {
        assertThat(thread.isDaemon()).isTrue();
        threads.add(thread);
      }
    }
    assertThat(threads).hasSize(1);
    shortLived.close();
    shortLived.close();
    for (Thread thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
