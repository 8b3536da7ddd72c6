package io.clockwork.benchmarks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz in one process and in memory: no cluster at all, and so the limit. */
class QuartzRamPeer implements Peer {
  /** What Quartz calls. */
  public static final class Body implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Probe.ran(
          context.getJobDetail().getKey().getName(),
          context.getScheduledFireTime().getTime() * 1_000);
    }
  }

  private final Setup setup;
  private @Nullable Scheduler scheduler;

  QuartzRamPeer(Setup setup) {
    this.setup = setup;
  }

  /** Returns the settings of Quartz. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", setup.cluster());
    properties.setProperty("org.quartz.scheduler.instanceId", setup.name());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(setup.workers()));
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.jobStore.misfireThreshold", "600000");
    // As its documentation recommends for throughput.
    properties.setProperty(
        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(setup.workers()));
    properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionFireAheadTimeWindow", "10");
    return properties;
  }

  @Override
  public void start() throws Exception {
    Scheduler created = new StdSchedulerFactory(properties()).getScheduler();
    scheduler = created;
    if (!setup.isAdmin()) {
      created.start();
    }
  }

  private Scheduler scheduler() {
    return Objects.requireNonNull(scheduler, "not started");
  }

  @Override
  public boolean registersEverywhere() {
    return false;
  }

  private static JobDetail detail(String name) {
    return JobBuilder.newJob(Body.class).withIdentity(name).storeDurably().build();
  }

  private void add(Map<JobDetail, Set<? extends Trigger>> all) throws SchedulerException {
    scheduler().scheduleJobs(all, false);
  }

  @Override
  public void once(List<String> jobs, Instant at) throws Exception {
    Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
    for (String name : jobs) {
      JobDetail detail = detail(name);
      all.put(
          detail,
          Set.of(
              TriggerBuilder.newTrigger()
                  .withIdentity(name)
                  .forJob(detail)
                  .startAt(Date.from(at))
                  .build()));
    }
    add(all);
  }

  @Override
  public void every(List<String> jobs, Instant first, Duration period) throws Exception {
    Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
    long step = period.toNanos() / jobs.size();
    for (int i = 0; i < jobs.size(); i++) {
      String name = jobs.get(i);
      JobDetail detail = detail(name);
      all.put(
          detail,
          Set.of(
              TriggerBuilder.newTrigger()
                  .withIdentity(name)
                  .forJob(detail)
                  .startAt(Date.from(first.plusNanos(step * i)))
                  .withSchedule(
                      SimpleScheduleBuilder.simpleSchedule()
                          .withIntervalInMilliseconds(period.toMillis())
                          .repeatForever())
                  .build()));
    }
    add(all);
  }

  /** The first job's code asks Quartz to run the second: it has no conditions. */
  @DisallowConcurrentExecution
  public static final class First implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Probe.ran(context.getJobDetail().getKey().getName());
      try {
        context
            .getScheduler()
            .triggerJob(new JobKey(context.getMergedJobDataMap().getString("next")));
      } catch (SchedulerException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void pair(String first, String second) throws Exception {
    scheduler().addJob(detail(second), true);
    scheduler()
        .addJob(
            JobBuilder.newJob(First.class)
                .withIdentity(first)
                .usingJobData("next", second)
                .storeDurably()
                .build(),
            true);
  }

  @Override
  public void idle(String job) throws Exception {
    scheduler().addJob(detail(job), true);
  }

  @Override
  public void run(String job) throws Exception {
    scheduler().triggerJob(new JobKey(job));
  }

  @Override
  public void close() throws Exception {
    scheduler().shutdown(false);
  }
}
