package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlonenessTest {

  /** Keeps what is scheduled, to be run by the test. */
  private static final class Timer extends ScheduledThreadPoolExecutor {

    final List<Runnable> tasks = new ArrayList<>();
    final List<ScheduledFuture<?>> futures = new ArrayList<>();

    Timer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      assertThat(unit.toSeconds(delay)).isEqualTo(10);
      ScheduledFuture<?> future = super.schedule(task, 1, TimeUnit.HOURS);
      tasks.add(task);
      futures.add(future);
      return future;
    }

    void tenSecondsLater() {
      for (int i = 0; i < tasks.size(); i++) {
        if (!futures.get(i).isCancelled()) {
          tasks.get(i).run();
        }
      }
    }
  }

  private final Timer timer = new Timer();
  private final List<String> said = new ArrayList<>();
  private final Aloneness aloneness =
      new Aloneness(
          timer,
          () -> {
            said.add("described");
            return "description";
          });

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void alone_forTenSeconds_saysSoOnce() {
    aloneness.changed(1);
    aloneness.changed(1);
    timer.tenSecondsLater();
    aloneness.changed(2);
    aloneness.changed(1);
    timer.tenSecondsLater();
    assertThat(said).hasSize(1);
  }

  @Test
  void alone_joinedInTime_saysNothing() {
    aloneness.changed(1);
    aloneness.changed(2);
    timer.tenSecondsLater();
    assertThat(said).isEmpty();
  }

  @Test
  void alone_againLater_saysSo() {
    aloneness.changed(3);
    aloneness.changed(1);
    timer.tenSecondsLater();
    assertThat(said).hasSize(1);
  }
}
