package io.clockwork.internal.node;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads: virtual ones where the JDK has them, which the baseline, 17, has not. */
final class Threads {
  private static final int FIRST_WITH_VIRTUAL = 21;
  private static final long IDLE_SECONDS = 60;

  private Threads() {}

  /**
   * Returns an executor for tasks that may block.
   *
   * @param most how many tasks it is given at once; more wait, but on virtual threads none does
   */
  static ExecutorService workers(String name, int most) {
    if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL) {
      try {
        return virtual(name);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this JDK should have virtual threads", e);
      }
    }
    // Threads that are awake take what waits: of many short tasks only the first wakes one.
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ExecutorService virtual(String name) throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Class<?> type = Class.forName("java.lang.Thread$Builder");
    Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
    Object factory = type.getMethod("factory").invoke(named);
    Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
    try {
      return (ExecutorService) perTask.invoke(null, factory);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no executor of virtual threads", e);
    }
  }

  /** Returns a factory of daemon threads, numbered. */
  static ThreadFactory daemons(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
