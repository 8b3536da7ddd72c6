package io.clockwork.internal.node;

import io.clockwork.internal.engine.Outcome;
import io.clockwork.job.JobCode;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Calls the code of jobs, each run on a thread of its own; the engine says how many at once. */
final class WorkerPool implements Workers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final String member;
  private final BiConsumer<RunId, Outcome> ended;
  private final ExecutorService executor;
  private final Map<String, JobCode> codes = new ConcurrentHashMap<>();
  private final Map<RunContext, Thread> going = new ConcurrentHashMap<>();

  /**
   * Creates the pool.
   *
   * @param workers how many runs are handed over at once, at most
   * @param ended is told how each run ended, on the thread that it ran on; must not block
   */
  WorkerPool(String member, int workers, BiConsumer<RunId, Outcome> ended) {
    this.member = member;
    this.ended = ended;
    this.executor = Threads.workers("clockwork-worker-" + member, workers);
  }

  /** Takes a job's code, in place of what it had before. */
  void carry(String job, JobCode code) {
    codes.put(job, code);
  }

  @Override
  public void forget(String job) {
    codes.remove(job);
  }

  @Override
  public void run(Run run, long startBy) {
    JobCode code = codes.get(run.job());
    executor.execute(() -> callInTime(run, code, startBy));
  }

  /** The process may have stood still since the run was won, or the machine be busy. */
  private void callInTime(Run run, @Nullable JobCode code, long startBy) {
    if (System.nanoTime() - startBy > 0) {
      ended.accept(run.id(), Outcome.notStarted("it was past its deadline before it was called"));
    } else {
      LOG.debug("Run {} is called on {}", run.id(), member);
      call(run, code);
    }
  }

  private void call(Run run, @Nullable JobCode code) {
    RunContext context = new RunContext(run);
    going.put(context, Thread.currentThread());
    MDC.put("clockwork.member", member);
    MDC.put("clockwork.job", run.job());
    MDC.put("clockwork.run", run.id().toString());
    MDC.put("clockwork.attempt", Integer.toString(run.attempt()));
    Outcome outcome;
    try {
      if (code == null) {
        throw new IllegalStateException(
            "member " + member + " has no code for " + run.job() + ": it was removed meanwhile");
      }
      code.run(context);
      outcome = new Outcome(true, null, null, context.output());
    } catch (Throwable e) {
      // Whatever a job throws, errors included, fails this run and nothing else.
      outcome = failed(run, e, context.output());
    } finally {
      going.remove(context);
      MDC.clear();
    }
    ended.accept(run.id(), outcome);
  }

  /** An exception is the job's code too: it may throw when it is asked what it is. */
  private Outcome failed(Run run, Throwable e, @Nullable String output) {
    try {
      LOG.warn("Run {} failed on {}", run.id(), member, e);
      return new Outcome(false, e.toString(), stackTrace(e), output);
    } catch (RuntimeException | Error unprintable) {
      String name = e.getClass().getName();
      LOG.warn("Run {} failed on {} with a {} that cannot be printed", run.id(), member, name);
      return new Outcome(false, name, null, output);
    }
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Asks all that is going to stop. */
  void interruptAll() {
    going.forEach(
        (context, thread) -> {
          context.interrupt();
          thread.interrupt();
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("Runs on {} ignore that it closes: {}", member, going.keySet());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
