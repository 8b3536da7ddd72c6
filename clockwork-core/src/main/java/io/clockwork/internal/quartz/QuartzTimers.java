package io.clockwork.internal.quartz;

import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Instant;
import java.util.BitSet;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The Quartz scheduler of one member: one trigger for each job that it owns, at that job's next
 * fire time. Quartz fires, and nothing else: fire times are our own calculation, and users' code
 * never runs on its threads.
 */
public final class QuartzTimers implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  /** Quartz looks through all triggers of one job of its own when it removes one of them. */
  private static final int GROUPS = 1_024;

  private final Scheduler scheduler;

  /** Which of Quartz's jobs are there. */
  private final BitSet groups = new BitSet(GROUPS);

  /**
   * Starts a scheduler.
   *
   * @param member whose it is, for its threads' names
   * @param fired is told each job whose timer ended, on a thread of Quartz's; must not block
   */
  public QuartzTimers(String member, Consumer<String> fired) {
    try {
      // Two schedulers of one name in a JVM are silently the same one.
      String name = "clockwork-" + member + "-" + COUNT.incrementAndGet();
      scheduler = new StdSchedulerFactory(properties(name)).getScheduler();
      Job fire = context -> fired.accept(context.getTrigger().getKey().getName());
      scheduler.setJobFactory((bundle, any) -> fire);
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz did not start: " + e.getMessage(), e);
    }
  }

  private static Properties properties(String name) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", name);
    properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    return properties;
  }

  /**
   * Arms a job's trigger, in place of an earlier one.
   *
   * @param job the job's name
   * @param at when; an instant that has passed fires at once
   */
  public void arm(String job, Instant at) {
    TriggerKey key = new TriggerKey(job);
    int group = Math.floorMod(job.hashCode(), GROUPS);
    JobKey fire = new JobKey("fire-" + group);
    Trigger trigger =
        newTrigger()
            .withIdentity(key)
            .forJob(fire)
            .startAt(Date.from(at))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build();
    try {
      if (!groups.get(group)) {
        JobDetail detail = JobBuilder.newJob(Job.class).withIdentity(fire).storeDurably().build();
        scheduler.addJob(detail, true);
        groups.set(group);
      }
      if (scheduler.rescheduleJob(key, trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "Quartz refused the trigger of job " + job + " at " + at + ": " + e.getMessage(), e);
    }
  }

  /**
   * Removes a job's trigger, if there is one.
   *
   * @param job the job's name
   */
  public void disarm(String job) {
    try {
      scheduler.unscheduleJob(new TriggerKey(job));
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "Quartz did not remove the trigger of job " + job + ": " + e.getMessage(), e);
    }
  }

  /** Returns the names of the jobs that are armed: the scheduler has one trigger for each. */
  public Set<String> armed() {
    try {
      return scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()).stream()
          .map(TriggerKey::getName)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not answer: " + e.getMessage(), e);
    }
  }

  /** Stops at once; a trigger that is firing may still be told. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz did not stop: " + e.getMessage(), e);
    }
  }
}
