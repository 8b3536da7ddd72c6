package io.clockwork.jgroups;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of tasks with one thread that runs them in order. Handing over never blocks: what
 * does not fit is refused.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final long PATIENCE_MILLIS = 500;

  private final String name;
  private final int maxTasks;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Task> tasks = new ArrayDeque<>();
  private @Nullable Thread thread;
  private long bytes;
  private boolean running;
  private boolean closed;
  private long refused;

  Lane(String name, int maxTasks, long maxBytes) {
    this.name = name;
    this.maxTasks = maxTasks;
    this.maxBytes = maxBytes;
  }

  private record Task(Runnable body, int bytes) {}

  void start() {
    Thread started = new Thread(this::run, name);
    started.setDaemon(true);
    lock.lock();
    try {
      thread = started;
    } finally {
      lock.unlock();
    }
    started.start();
  }

  /** Hands over a task that stands for so many bytes; returns false if it was refused. */
  boolean offer(int size, Runnable body) {
    long refusals;
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (tasks.size() < maxTasks && bytes + size <= maxBytes) {
        add(new Task(body, size));
        return true;
      }
      refusals = ++refused;
    } finally {
      lock.unlock();
    }
    if (Long.bitCount(refusals) == 1) {
      LOG.warn("{} is full, refused {} frames so far", name, refusals);
    }
    return false;
  }

  /** Hands over a task that must not be lost and is rare, whatever the bounds. */
  void force(Runnable body) {
    lock.lock();
    try {
      if (!closed) {
        add(new Task(body, 0));
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Task task) {
    tasks.add(task);
    bytes += task.bytes();
    changed.signalAll();
  }

  /** Waits until all that was handed over has run, at most so long. */
  void drain(Duration patience) {
    long left = patience.toNanos();
    lock.lock();
    try {
      while ((running || !tasks.isEmpty()) && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is queued and refuses more; the task that runs ends by itself. */
  void stop() {
    lock.lock();
    try {
      closed = true;
      tasks.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops, and waits a second for the thread's end, unless called on it. */
  void close() {
    stop();
    Thread ending;
    lock.lock();
    try {
      ending = thread;
    } finally {
      lock.unlock();
    }
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    try {
      ending.join(PATIENCE_MILLIS);
      if (ending.isAlive()) {
        ending.interrupt();
        ending.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (Task task = next(); task != null; task = next()) {
      try {
        task.body().run();
      } catch (RuntimeException | Error e) {
        LOG.error("{}: a task failed; going on with the next", name, e);
      }
    }
  }

  private @Nullable Task next() {
    lock.lock();
    try {
      running = false;
      while (tasks.isEmpty() && !closed) {
        changed.signalAll();
        changed.await();
      }
      if (closed) {
        return null;
      }
      Task task = tasks.remove();
      bytes -= task.bytes();
      running = true;
      return task;
    } catch (InterruptedException e) {
      return null;
    } finally {
      lock.unlock();
    }
  }
}
