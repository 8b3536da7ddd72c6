package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ThreadsTest {

  @Test
  void workers_always_runsAllAtOnceOnNamedDaemons() throws Exception {
    ExecutorService executor = Threads.workers("clockwork-worker-a", 50);
    try {
      CountDownLatch together = new CountDownLatch(50);
      for (int i = 0; i < 49; i++) {
        executor.execute(
            () -> {
              together.countDown();
              Samples.await(together);
            });
      }
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      executor.execute(() -> thread.complete(Thread.currentThread()));
      assertThat(Samples.get(thread).getName()).matches("clockwork-worker-a-\\d+");
      assertThat(thread.get().isDaemon()).isTrue();
      together.countDown();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void workers_onAJdkThatHasThem_usesVirtualThreads() throws Exception {
    ExecutorService executor = Threads.workers("clockwork-worker-a", 50);
    try {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      executor.execute(() -> thread.complete(Thread.currentThread()));
      assertThat(isVirtual(Samples.get(thread))).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void workers_onTheBaseline_usesPlatformThreads() {
    ExecutorService executor = Threads.workers("clockwork-worker-a", 50);
    executor.shutdown();
    assertThat(executor).isInstanceOf(java.util.concurrent.ThreadPoolExecutor.class);
  }

  private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
    return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
  }

  @Test
  void daemons_always_areNumberedAndDoNotKeepTheJvmAlive() {
    var factory = Threads.daemons("clockwork-x");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("clockwork-x-1");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("clockwork-x-2");
    assertThat(factory.newThread(() -> {}).isDaemon()).isTrue();
  }
}
