package io.clockwork.internal.node;

import io.clockwork.internal.schedule.DurationText;
import io.clockwork.job.Alarm;
import io.clockwork.job.Condition;
import io.clockwork.job.Event;
import io.clockwork.job.EventListener;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.Run;
import io.clockwork.job.Schedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line in the log for each change of a view, member or job; runs only where somebody must know.
 */
final class EventLog implements EventListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.clockwork.events");

  private final String member;

  EventLog(String member) {
    this.member = member;
  }

  /** Returns whether there may be a line for an event: runs that go well have one at DEBUG. */
  static boolean logs(Event event) {
    boolean well =
        event instanceof Event.RunStarted
            || event instanceof Event.RunSucceeded
            || event instanceof Event.RunSkipped;
    return well ? LOG.isDebugEnabled() : LOG.isWarnEnabled();
  }

  @Override
  public void onEvent(Event event) {
    MDC.put("clockwork.member", member);
    try {
      if (event instanceof Event.RunEvent run) {
        MDC.put("clockwork.job", run.run().job());
        MDC.put("clockwork.run", run.run().id().toString());
        run(event, run.run());
      } else {
        other(event);
      }
    } finally {
      MDC.clear();
    }
  }

  private static void run(Event event, Run run) {
    if (event instanceof Event.RunMissed || event instanceof Event.RunLost) {
      LOG.warn("Run {} is {}: {}", run.id(), run.state(), run.reason());
    } else if (event instanceof Event.RunFailed) {
      LOG.info("Run {} failed on {}: {}", run.id(), run.member(), run.reason());
    } else {
      LOG.debug("Run {} is {} on {}", run.id(), run.state(), run.member());
    }
  }

  private void other(Event event) {
    if (event instanceof Event.ViewChanged change) {
      LOG.info("{} sees view {}", member, change.view());
    } else if (event instanceof Event.MemberJoined joined) {
      LOG.info("{} {} joined", joined.node().role(), joined.node().id());
    } else if (event instanceof Event.MemberLeft left) {
      LOG.info("{} {} left", left.node().role(), left.node().id());
    } else if (event instanceof Event.MemberCrashed crashed) {
      LOG.warn(
          "{} {} is gone without a word: crashed, hanging or cut off",
          crashed.node().role(),
          crashed.node().id());
    } else if (event instanceof Event.JobRegistered registered) {
      LOG.info(
          "Job {} is registered: {}",
          registered.definition().name(),
          words(registered.definition()));
    } else if (event instanceof Event.JobChanged changed) {
      LOG.info("Job {} is changed: {}", changed.definition().name(), words(changed.definition()));
    } else if (event instanceof Event.AlarmRaised raised) {
      Alarm alarm = raised.alarm();
      LOG.warn("Alarm {} of {}: {}", alarm.kind(), alarm.subject(), alarm.text());
    } else if (event instanceof Event.JobRemoved removed) {
      LOG.info("Job {} is removed", removed.job());
    }
  }

  /** Returns when, where and how late a job runs. */
  static String words(JobDefinition job) {
    Condition condition = job.condition();
    String when =
        condition != null
            ? "after " + condition
            : job.schedule() instanceof Schedule.None
                ? "only when ordered"
                : job.schedule().toString();
    String where = "on " + job.placement();
    if (job.placement() instanceof Placement.AnyMember) {
      where = "on any member";
    } else if (job.placement() instanceof Placement.Labelled labelled) {
      where = "on a member with the labels " + labelled.labels();
    }
    return when + ", " + where + ", at most " + DurationText.of(job.deadline()) + " late";
  }
}
