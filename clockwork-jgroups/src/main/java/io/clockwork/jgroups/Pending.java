package io.clockwork.jgroups;

import io.clockwork.cluster.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request under way; sees to it that its answer is called exactly once. */
final class Pending {

  private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

  private final Answer answer;
  private final Runnable onDone;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile @Nullable Future<?> timer;
  private volatile @Nullable CompletableFuture<?> sent;

  Pending(Answer answer, Runnable onDone) {
    this.answer = answer;
    this.onDone = onDone;
  }

  boolean isDone() {
    return done.get();
  }

  void timer(Future<?> newTimer) {
    timer = newTimer;
    if (isDone()) {
      newTimer.cancel(false);
    }
  }

  void sent(CompletableFuture<?> newSent) {
    sent = newSent;
    if (isDone()) {
      newSent.cancel(false);
    }
  }

  void answered(byte[] frame) {
    if (finish()) {
      guard(() -> answer.answered(frame));
    }
  }

  void unknown(String reason) {
    if (finish()) {
      guard(() -> answer.unknown(reason));
    }
  }

  private boolean finish() {
    if (!done.compareAndSet(false, true)) {
      return false;
    }
    onDone.run();
    Future<?> oldTimer = timer;
    if (oldTimer != null) {
      oldTimer.cancel(false);
    }
    CompletableFuture<?> oldSent = sent;
    if (oldSent != null) {
      // Makes the dispatcher forget the request.
      oldSent.cancel(false);
    }
    return true;
  }

  private static void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      LOG.error("an answer's callback failed; the request is done all the same", e);
    }
  }
}
