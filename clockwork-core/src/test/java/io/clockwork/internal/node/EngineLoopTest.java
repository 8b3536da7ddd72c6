package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.internal.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineLoopTest {
  private final EngineLoop loop = new EngineLoop("a");
  private final Engine engine = Samples.engine();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void inputs_ofManyThreads_areHandedOverOneAtATimeAndInTheOrderOfEach() throws Exception {
    // given: a list that is not safe for more than one thread
    List<int[]> handed = new ArrayList<>();
    loop.start(engine, null);
    // when
    List<Thread> senders =
        IntStream.range(0, 4)
            .mapToObj(
                sender ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 5_000; i++) {
                            int[] one = {sender, i};
                            loop.put((to, now) -> handed.add(one));
                          }
                        }))
            .toList();
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      Samples.join(sender);
    }
    List<int[]> all = Samples.get(loop.call((to, now) -> List.copyOf(handed)));
    // then
    assertThat(all).hasSize(20_000);
    for (int sender = 0; sender < 4; sender++) {
      int each = sender;
      assertThat(all.stream().filter(one -> one[0] == each).map(one -> one[1])).isSorted();
    }
  }

  @Test
  void input_thatThrows_isToldAndStopsNothing() throws Exception {
    loop.start(engine, null);
    loop.put(
        (to, now) -> {
          throw new IllegalStateException("one bad input");
        });
    loop.put(
        (to, now) -> {
          throw new StackOverflowError("and a worse one");
        });
    String answer = Samples.get(loop.call((to, now) -> "goes on"));
    assertThat(answer).isEqualTo("goes on");
  }

  @Test
  void call_thatThrows_endsWithThat() {
    loop.start(engine, null);
    for (Throwable thrown : List.of(new IllegalArgumentException("no"), new AssertionError("no"))) {
      CompletableFuture<Object> answer =
          loop.call(
              (to, now) -> {
                if (thrown instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) thrown;
              });
      assertThatThrownBy(() -> Samples.get(answer))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(thrown);
    }
  }

  @Test
  void when_somethingBecomesSo_completes() throws Exception {
    AtomicBoolean so = new AtomicBoolean();
    loop.start(engine, null);
    CompletableFuture<Void> done = loop.when(any -> so.get());
    Samples.get(loop.call((to, now) -> true));
    assertThat(done).isNotDone();
    loop.put((to, now) -> so.set(true));
    Samples.get(done);
  }

  @Test
  void close_whileCallersWait_refusesThemAll() throws Exception {
    // given: an input that takes long, and callers behind it
    CountDownLatch going = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    loop.start(engine, null);
    loop.put(
        (to, now) -> {
          thread.set(Thread.currentThread());
          going.countDown();
          waitUntilInterrupted();
        });
    Samples.await(going);
    List<CompletableFuture<Boolean>> waiting =
        Stream.generate(() -> loop.call((to, now) -> true)).limit(2_000).toList();
    // when
    loop.close();
    // then
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertClosed(waiting.get(waiting.size() - 1));
    assertClosed(loop.call((to, now) -> true));
    Samples.join(thread.get());
  }

  private static void waitUntilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertClosed(CompletableFuture<?> answer) {
    assertThatThrownBy(answer::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a is closed");
  }

  @Test
  void calls_racingWithClose_allEnd() throws Exception {
    for (int round = 0; round < 50; round++) {
      // given
      EngineLoop racing = new EngineLoop("a");
      racing.start(Samples.engine(), null);
      CountDownLatch going = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> answers = new ArrayList<>();
      Thread caller =
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  answers.add(racing.call((to, now) -> true));
                  going.countDown();
                }
              });
      caller.start();
      Samples.await(going);
      // when
      racing.close();
      Samples.join(caller);
      // then
      assertThat(answers).hasSize(1_000).allMatch(CompletableFuture::isDone);
    }
  }
}
