package io.clockwork.internal.quartz;

import org.quartz.simpl.ZeroSizeThreadPool;
import org.quartz.spi.ThreadExecutor;

/**
 * Has Quartz do everything on its one thread, a daemon: what it runs only hands over, and another
 * thread would cost more than that. Extends a pool of Quartz's because Quartz calls some of its
 * methods by reflection.
 */
final class CallerRuns extends ZeroSizeThreadPool implements ThreadExecutor {
  private final int batch;

  /**
   * Creates it.
   *
   * @param batch how many triggers may be fired at a time
   */
  CallerRuns(int batch) {
    this.batch = batch;
  }

  @Override
  public void initialize() {}

  @Override
  public boolean runInThread(Runnable task) {
    task.run();
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    return batch;
  }

  @Override
  public int getPoolSize() {
    return batch;
  }

  @Override
  public void execute(Thread thread) {
    thread.setDaemon(true);
    thread.start();
  }
}
