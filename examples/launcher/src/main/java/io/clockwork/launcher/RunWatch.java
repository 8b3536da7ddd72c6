package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sees runs end, from before they were ordered. */
final class RunWatch implements AutoCloseable {
  private static final Duration FOREVER = Duration.ofDays(365);

  private final ClockworkClient client;
  private final BlockingQueue<Run> ended = new LinkedBlockingQueue<>();
  private final ClockworkClient.Subscription subscription;

  RunWatch(ClockworkClient client) {
    this.client = client;
    this.subscription =
        client.subscribe(
            event -> {
              if (event instanceof Event.RunEvent run && run.run().state().isFinal()) {
                ended.add(run.run());
              }
            });
  }

  /**
   * Waits until a run has ended.
   *
   * @param id the run
   * @param patience null to wait as long as it takes
   * @return the ended run; null if it has not ended in time
   */
  @Nullable Run await(RunId id, @Nullable Duration patience) throws InterruptedException {
    Optional<Run> known = client.run(id).filter(run -> run.state().isFinal());
    if (known.isPresent()) {
      return known.get();
    }
    long deadline = System.nanoTime() + (patience == null ? FOREVER : patience).toNanos();
    while (true) {
      Run run = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (run == null || run.id().equals(id)) {
        return run;
      }
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
