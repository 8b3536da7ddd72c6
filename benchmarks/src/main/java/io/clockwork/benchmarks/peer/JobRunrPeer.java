package io.clockwork.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.gson.GsonJsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr, the open edition. Tuned: it looks every 5 s, the least that it takes; else every 15 s.
 */
final class JobRunrPeer implements Peer {
  /**
   * What runs.
   *
   * @param name the job
   * @param next what it starts when it succeeded; empty for nothing
   */
  public record Work(String name, String next) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Runs it. */
  public static final class Handler implements JobRequestHandler<Work> {
    @Override
    public void run(Work work) {
      Long due = DUE.get();
      Probe.ran(work.name(), due == null ? 0 : due);
      if (!work.next().isEmpty()) {
        BackgroundJobRequest.enqueue(new Work(work.next(), ""));
      }
    }
  }

  /** The fire time of what this thread runs: JobRunr does not tell the job itself. */
  private static final ThreadLocal<Long> DUE = new ThreadLocal<>();

  private static final class Dues implements JobServerFilter {
    @Override
    public void onProcessing(Job job) {
      DUE.set(
          job.getLastJobStateOfType(ScheduledState.class)
              .map(state -> micros(state.getScheduledAt()))
              .orElse(0L));
    }
  }

  private final Setup setup;
  private @Nullable HikariDataSource pool;
  private @Nullable JobRequestScheduler scheduler;
  private String next = "";

  JobRunrPeer(Setup setup) {
    this.setup = setup;
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  @Override
  public boolean preparesAlone() {
    return true;
  }

  @Override
  public void start() {
    HikariDataSource opened = Pool.open(setup);
    pool = opened;
    DatabaseOptions tables =
        setup.index() == 0 ? DatabaseOptions.CREATE : DatabaseOptions.NO_VALIDATE;
    JobRunrConfiguration configuration =
        JobRunr.configure()
            .useJsonMapper(new GsonJsonMapper())
            .withJobFilter(new Dues())
            .useStorageProvider(new PostgresStorageProvider(opened, tables));
    if (!setup.isAdmin()) {
      boolean tuned = setup.option("tuned", "true").equals("true");
      configuration.useBackgroundJobServer(
          BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
              .andName(setup.name())
              .andPollInterval(Duration.ofSeconds(tuned ? 5 : 15))
              .andWorkerCount(setup.workers()));
    }
    scheduler = configuration.initialize().getJobRequestScheduler();
  }

  private JobRequestScheduler scheduler() {
    return Objects.requireNonNull(scheduler, "not started");
  }

  @Override
  public boolean registersEverywhere() {
    return false;
  }

  @Override
  public void once(List<String> jobs, Instant at) {
    scheduler()
        .create(
            jobs.stream()
                .map(job -> JobBuilder.aJob().scheduleAt(at).withJobRequest(new Work(job, ""))));
  }

  /** It counts from when a job is registered: so they are registered spread over a period. */
  @Override
  public void every(List<String> jobs, Instant first, Duration period) {
    long step = period.toNanos() / jobs.size();
    for (int i = 0; i < jobs.size(); i++) {
      Instant begin = first.minus(period).plusNanos(step * i);
      LockSupport.parkNanos(Duration.between(Instant.now(), begin).toNanos());
      scheduler().scheduleRecurrently(jobs.get(i), period, new Work(jobs.get(i), ""));
    }
  }

  @Override
  public void pair(String first, String second) {
    next = second;
  }

  @Override
  public void idle(String job) {}

  @Override
  public void run(String job) {
    scheduler().enqueue(new Work(job, next));
  }

  @Override
  public void close() {
    JobRunr.destroy();
    Objects.requireNonNull(pool).close();
  }
}
