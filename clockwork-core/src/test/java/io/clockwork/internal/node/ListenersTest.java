package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.ClockworkClient.Subscription;
import io.clockwork.job.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private final Listeners listeners = new Listeners("a");
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    never.countDown();
    listeners.close();
  }

  private static Event event(int i) {
    return new Event.JobRemoved(Instant.EPOCH, "job-" + i);
  }

  private static List<Event> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(ListenersTest::event).toList();
  }

  private void tell(int from, int to) {
    events(from, to).forEach(listeners::tell);
  }

  /** Hears a number of events, then says so. */
  private static final class Ears {
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch all;

    private Ears(int count) {
      all = new CountDownLatch(count);
    }

    private void hear(Event event) {
      heard.add(event);
      all.countDown();
    }
  }

  @Test
  void listener_thatWantsSomeEvents_isToldThose() {
    Ears some = new Ears(2);
    listeners.add(some::hear, event -> event.equals(event(3)) || event.equals(event(7)));
    tell(0, 10);
    Samples.await(some.all);
    assertThat(some.heard).containsExactly(event(3), event(7));
  }

  @Test
  void listeners_always_areToldAllInOrder() {
    Ears one = new Ears(1_000);
    Ears other = new Ears(1_000);
    listeners.add(one::hear);
    listeners.add(other::hear);
    tell(0, 1_000);
    Samples.await(one.all);
    Samples.await(other.all);
    assertThat(one.heard).isEqualTo(events(0, 1_000));
    assertThat(other.heard).isEqualTo(events(0, 1_000));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwUnchecked(Throwable any) throws E {
    throw (E) any;
  }

  @Test
  void listener_thatThrowsAnythingOrInterruptsItself_isToldTheNext() {
    Ears ears = new Ears(4);
    listeners.add(
        event -> {
          ears.hear(event);
          switch (ears.heard.size()) {
            case 1 -> throw new IllegalStateException("unchecked");
            case 2 -> ListenersTest.<RuntimeException>throwUnchecked(new Exception("checked"));
            case 3 -> Thread.currentThread().interrupt();
            default -> throw new AssertionError("an error");
          }
        });
    tell(0, 4);
    Samples.await(ears.all);
    assertThat(ears.heard).isEqualTo(events(0, 4));
  }

  @Test
  void listener_thatBlocks_losesTheNewestAndHoldsUpNobody() {
    // given
    CountDownLatch blocking = new CountDownLatch(1);
    Ears slow = new Ears(10_001);
    listeners.add(
        event -> {
          blocking.countDown();
          Samples.await(never);
          slow.hear(event);
        });
    Ears quick = new Ears(1);
    listeners.add(quick::hear);
    listeners.tell(event(0));
    Samples.await(blocking);
    Samples.await(quick.all);
    // when: 10,000 wait behind the one that it is at, and what is more is dropped
    tell(1, 10_001);
    tell(20_000, 20_100);
    never.countDown();
    // then
    Samples.await(slow.all);
    assertThat(slow.heard).isEqualTo(events(0, 10_001));
  }

  @Test
  void subscription_closed_endsItsThreadAndTellsNoMore() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Ears ears = new Ears(1);
    Subscription subscription =
        listeners.add(
            event -> {
              thread.complete(Thread.currentThread());
              ears.hear(event);
            });
    listeners.tell(event(0));
    assertThat(Samples.get(thread).getName()).startsWith("clockwork-listener-a");
    subscription.close();
    subscription.close();
    listeners.tell(event(1));
    Samples.join(thread.get());
    assertThat(ears.heard).isEqualTo(events(0, 1));
  }

  @Test
  void close_always_tellsWhatWaits() {
    Ears ears = new Ears(1);
    CountDownLatch go = new CountDownLatch(1);
    listeners.add(
        event -> {
          Samples.await(go);
          ears.hear(event);
        });
    tell(0, 500);
    go.countDown();
    listeners.close();
    assertThat(ears.heard).isEqualTo(events(0, 500));
  }

  @Test
  void close_withManyThatBlock_takesASecondInAll() {
    // given
    CountDownLatch blocking = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      listeners.add(
          event -> {
            blocking.countDown();
            Samples.await(never);
          });
    }
    tell(0, 1);
    Samples.await(blocking);
    // when
    long start = System.nanoTime();
    listeners.close();
    // then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void close_byAListener_doesNotWaitForItself() {
    CountDownLatch closed = new CountDownLatch(1);
    listeners.add(
        event -> {
          listeners.close();
          closed.countDown();
        });
    tell(0, 1);
    Samples.await(closed);
  }

  @Test
  void add_afterClose_leavesNoThread() throws Exception {
    listeners.close();
    Subscription late = listeners.add(event -> {});
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("clockwork-listener-a")) {
        Samples.join(thread);
      }
    }
    late.close();
  }
}
