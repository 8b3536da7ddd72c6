package io.clockwork.launcher;

import io.clockwork.Clockwork;
import io.clockwork.launcher.run.LiveProcesses;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a member's process ends. A signal runs the JVM's shutdown hooks, and ours leaves the cluster.
 * The JVM would then end with 143, which service managers take for a failure; having left as it was
 * asked to is a success, so the hook, as the last thing that happens, ends the process with 0.
 */
final class Daemon {
  private final LiveProcesses commands;
  private final CountDownLatch never = new CountDownLatch(1);

  Daemon(LiveProcesses commands) {
    this.commands = commands;
  }

  /** Leaves the cluster when the process is asked to end. */
  void leaveOnSignal(Clockwork clockwork) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(clockwork), "leaving"));
  }

  private void leave(Clockwork clockwork) {
    Logger log = LoggerFactory.getLogger(Daemon.class);
    log.info("asked to end: leaving the cluster once the running jobs have ended");
    int code = ExitCode.OK;
    try {
      clockwork.close();
    } catch (RuntimeException e) {
      log.error("could not leave in order; the others will notice that this member is gone", e);
      code = ExitCode.SOFTWARE;
    } finally {
      commands.killAll();
    }
    log.info("left");
    Runtime.getRuntime().halt(code);
  }

  /** Ends this process at once when another one ends, for whatever reason. */
  void endWith(long pid) {
    ProcessHandle.of(pid)
        .ifPresentOrElse(parent -> parent.onExit().thenRun(this::endNow), this::endNow);
  }

  private void endNow() {
    commands.killAll();
    Runtime.getRuntime().halt(ExitCode.SOFTWARE);
  }

  void awaitSignal() throws InterruptedException {
    never.await();
  }
}
