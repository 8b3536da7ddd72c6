package io.clockwork.internal.quartz;

import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Instant;
import java.util.BitSet;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/**
 * The Quartz scheduler of one member: one trigger for each instant at which jobs that it owns are
 * due next. Quartz fires, and nothing else: fire times are our own calculation, and users' code
 * never runs on its thread.
 *
 * <p>Jobs share triggers because one costs Quartz some 50 microseconds to make and fire, and a
 * kilobyte to hold, and many jobs are due at the same full minute or hour.
 */
public final class QuartzTimers implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  /** Quartz looks through all triggers of one job of its own when it removes one of them. */
  private static final int GROUPS = 1_024;

  /** So many triggers are fired at a time. */
  private static final int BATCH = 1_000;

  private static final long MISFIRE_MILLIS = 60_000;

  /** What one trigger tells of. */
  private record Alarm(long number, Instant at, Set<String> jobs) {
    TriggerKey key() {
      return new TriggerKey(Long.toString(number));
    }
  }

  private final Scheduler scheduler;
  private final Consumer<String> fired;

  /** The alarms that have not gone off; this map guards all of them. */
  private final Map<String, Alarm> byJob = new HashMap<>();

  private final Map<Instant, Alarm> byTime = new HashMap<>();
  private final Map<Long, Alarm> byNumber = new HashMap<>();
  private long count;

  /** Which of Quartz's jobs are there. */
  private final BitSet groups = new BitSet(GROUPS);

  /**
   * Starts a scheduler.
   *
   * @param member whose it is, for its thread's name
   * @param fired is told each job whose timer ended, on Quartz's thread; must not block
   */
  public QuartzTimers(String member, Consumer<String> fired) {
    this.fired = fired;
    try {
      // Two schedulers of one name in a JVM are silently the same one.
      scheduler = scheduler("clockwork-" + member + "-" + COUNT.incrementAndGet());
      Job fire = context -> fired(context.getTrigger().getKey());
      scheduler.setJobFactory((bundle, any) -> fire);
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz did not start: " + e.getMessage(), e);
    }
  }

  private static Scheduler scheduler(String name) throws SchedulerException {
    CallerRuns here = new CallerRuns(BATCH);
    RAMJobStore store = new RAMJobStore();
    store.setMisfireThreshold(MISFIRE_MILLIS);
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    factory.createScheduler(
        name, name, here, here, store, Map.of(), null, 0, -1, -1, false, null, BATCH, 0);
    return factory.getScheduler(name);
  }

  private void fired(TriggerKey key) {
    Alarm alarm;
    synchronized (byJob) {
      alarm = byNumber.remove(Long.valueOf(key.getName()));
      if (alarm != null) {
        byTime.remove(alarm.at());
        alarm.jobs().forEach(byJob::remove);
      }
    }
    if (alarm != null) {
      tell(alarm.jobs());
    }
  }

  private void tell(Set<String> jobs) {
    RuntimeException failure = null;
    for (String job : jobs) {
      try {
        fired.accept(job);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure; // Quartz logs it
    }
  }

  /**
   * Arms a job's timer, in place of an earlier one.
   *
   * @param job the job's name
   * @param at when; an instant that has passed fires at once
   */
  public void arm(String job, Instant at) {
    synchronized (byJob) {
      leave(job);
      Alarm alarm = byTime.get(at);
      if (alarm == null) {
        alarm = new Alarm(++count, at, new LinkedHashSet<>());
        byTime.put(at, alarm);
        byNumber.put(alarm.number(), alarm);
        alarm.jobs().add(job);
        byJob.put(job, alarm);
        schedule(alarm);
      } else {
        alarm.jobs().add(job);
        byJob.put(job, alarm);
      }
    }
  }

  private void schedule(Alarm alarm) {
    int group = (int) (alarm.number() % GROUPS);
    JobKey fire = new JobKey("fire-" + group);
    Trigger trigger =
        newTrigger()
            .withIdentity(alarm.key())
            .forJob(fire)
            .startAt(Date.from(alarm.at()))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build();
    try {
      if (!groups.get(group)) {
        JobDetail detail = JobBuilder.newJob(Job.class).withIdentity(fire).storeDurably().build();
        scheduler.addJob(detail, true);
        groups.set(group);
      }
      scheduler.scheduleJob(trigger);
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "Quartz refused a trigger at " + alarm.at() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Ends a job's timer, if there is one.
   *
   * @param job the job's name
   */
  public void disarm(String job) {
    synchronized (byJob) {
      leave(job);
    }
  }

  private void leave(String job) {
    @Nullable Alarm alarm = byJob.remove(job);
    if (alarm == null) {
      return;
    }
    alarm.jobs().remove(job);
    if (alarm.jobs().isEmpty()) {
      byTime.remove(alarm.at());
      byNumber.remove(alarm.number());
      try {
        scheduler.unscheduleJob(alarm.key());
      } catch (SchedulerException e) {
        throw new IllegalStateException(
            "Quartz did not remove the trigger at " + alarm.at() + ": " + e.getMessage(), e);
      }
    }
  }

  /** Returns the names of the jobs that are armed. */
  public Set<String> armed() {
    synchronized (byJob) {
      return Set.copyOf(byJob.keySet());
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
