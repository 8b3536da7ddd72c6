package io.clockwork.benchmarks.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler. Tuned: lock and fetch, as its documentation recommends from some 1,000 runs a
 * second on, and the shortest intervals that it takes without harm.
 */
final class DbSchedulerPeer implements Peer {
  /** As its documentation gives it for PostgreSQL, with the indexes that it recommends. */
  private static final String TABLES =
      """
      create table scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamp with time zone not null,
        picked boolean not null,
        picked_by text,
        last_success timestamp with time zone,
        last_failure timestamp with time zone,
        consecutive_failures int,
        last_heartbeat timestamp with time zone,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance)
      );
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final Setup setup;
  private final AtomicLong number = new AtomicLong();
  private final OneTimeTask<Void> once =
      Tasks.oneTime("once")
          .execute(
              (instance, context) ->
                  Probe.ran(instance.getId(), micros(context.getExecution().executionTime)));
  private final OneTimeTask<Void> now =
      Tasks.oneTime("now").execute((instance, context) -> Probe.ran(name(instance.getId())));
  private final OneTimeTask<String> first =
      Tasks.oneTime("first", String.class)
          .execute(
              (instance, context) -> {
                Probe.ran(name(instance.getId()));
                context
                    .getSchedulerClient()
                    .scheduleIfNotExists(
                        now.instance(instance.getData() + "/" + unique()), Instant.now());
              });

  /**
   * At a fixed rate from fire time to fire time, with none left out. Its own recurring tasks leave
   * out what has passed, and would count as losing runs.
   */
  private final CustomTask<Long> every =
      Tasks.custom("every", Long.class)
          .execute(
              (instance, context) -> {
                Instant due = context.getExecution().executionTime;
                Probe.ran(instance.getId(), micros(due));
                Instant next = due.plusMillis(instance.getData());
                return (complete, operations) -> operations.reschedule(complete, next);
              });

  private @Nullable HikariDataSource pool;
  private @Nullable Scheduler scheduler;
  private @Nullable SchedulerClient client;
  private @Nullable String second;

  DbSchedulerPeer(Setup setup) {
    this.setup = setup;
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  /** A name that another execution of that job does not have. */
  private String unique() {
    return setup.name() + "-" + number.incrementAndGet();
  }

  private static String name(String instance) {
    return instance.substring(0, instance.indexOf('/'));
  }

  @Override
  public boolean preparesAlone() {
    return true;
  }

  @Override
  public void start() throws Exception {
    HikariDataSource opened = Pool.open(setup);
    pool = opened;
    Pool.create(setup, opened, TABLES);
    if (setup.isAdmin()) {
      client = SchedulerClient.Builder.create(opened, once, now, first, every).build();
      return;
    }
    SchedulerBuilder builder =
        Scheduler.create(opened, once, now, first, every)
            .schedulerName(setup::name)
            .threads(setup.workers());
    if (setup.option("tuned", "true").equals("true")) {
      builder
          .pollUsingLockAndFetch(0.5, Double.parseDouble(setup.option("fetch", "4.0")))
          .pollingInterval(Duration.ofMillis(100))
          .heartbeatInterval(Duration.ofSeconds(1))
          .missedHeartbeatsLimit(4)
          .enableImmediateExecution();
    }
    Scheduler started = builder.build();
    scheduler = started;
    client = started;
    started.start();
  }

  private SchedulerClient client() {
    return Objects.requireNonNull(client, "not started");
  }

  @Override
  public boolean registersEverywhere() {
    return false;
  }

  @Override
  public void once(List<String> jobs, Instant at) {
    List<TaskInstance<?>> all = new ArrayList<>();
    jobs.forEach(job -> all.add(once.instance(job)));
    client().scheduleBatch(all, at);
  }

  @Override
  public void every(List<String> jobs, Instant first, Duration period) {
    List<SchedulableInstance<?>> all = new ArrayList<>();
    long step = period.toNanos() / jobs.size();
    for (int i = 0; i < jobs.size(); i++) {
      all.add(
          SchedulableInstance.of(
              every.instance(jobs.get(i), period.toMillis()), first.plusNanos(step * i)));
    }
    client().scheduleBatch(all);
  }

  @Override
  public void pair(String first, String then) {
    second = then;
  }

  @Override
  public void idle(String job) {}

  @Override
  public void run(String job) {
    String next = second;
    String instance = job + "/" + unique();
    if (next == null) {
      client().scheduleIfNotExists(now.instance(instance), Instant.now());
    } else {
      client().scheduleIfNotExists(first.instance(instance, next), Instant.now());
    }
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.stop();
    }
    Objects.requireNonNull(pool).close();
  }
}
