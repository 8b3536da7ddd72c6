package io.clockwork.jgroups;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once, when a node has been alone for ten seconds, what it uses and what to check. */
final class Aloneness {

  private static final Logger LOG = LoggerFactory.getLogger(Aloneness.class);
  private static final int SECONDS = 10;

  private final ScheduledExecutorService timer;
  private final Supplier<String> description;
  private @Nullable Future<?> watch;
  private boolean said;

  Aloneness(ScheduledExecutorService timer, Supplier<String> description) {
    this.timer = timer;
    this.description = description;
  }

  synchronized void changed(int nodes) {
    if (nodes > 1) {
      if (watch != null) {
        watch.cancel(false);
        watch = null;
      }
    } else if (watch == null && !said) {
      try {
        watch = timer.schedule(this::say, SECONDS, TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("closing, nobody waits for company any more", e);
      }
    }
  }

  private void say() {
    synchronized (this) {
      if (said || watch == null) {
        return;
      }
      said = true;
    }
    LOG.warn("alone for {} s. {}", SECONDS, description.get());
  }
}
