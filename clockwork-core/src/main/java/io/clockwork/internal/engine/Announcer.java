package io.clockwork.internal.engine;

import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Event;
import io.clockwork.job.Event.AlarmRaised;
import io.clockwork.job.Event.JobChanged;
import io.clockwork.job.Event.JobRegistered;
import io.clockwork.job.Event.JobRemoved;
import io.clockwork.job.Event.RunFailed;
import io.clockwork.job.Event.RunLost;
import io.clockwork.job.Event.RunMissed;
import io.clockwork.job.Event.RunSkipped;
import io.clockwork.job.Event.RunStarted;
import io.clockwork.job.Event.RunSucceeded;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of the ledger's changes: each step of a run once, and in order. */
final class Announcer {
  private final Consumer<Event> publish;

  Announcer(Consumer<Event> publish) {
    this.publish = publish;
  }

  void changed(@Nullable Entry before, Entry after) {
    if (after instanceof RunEntry run) {
      run(before instanceof RunEntry old ? old.run() : null, run.run());
    } else if (after instanceof JobEntry job) {
      job(before instanceof JobEntry old ? old.definition() : null, job);
    } else if (after instanceof AlarmEntry alarm && before == null) {
      publish.accept(new AlarmRaised(alarm.alarm()));
    }
  }

  private void run(@Nullable Run before, Run run) {
    Run known = before != null && before.attempt() == run.attempt() ? before : null;
    // A run that was taken for lost before its start was heard has none yet.
    boolean startKnown = known != null && known.startedAt() != null;
    if (known != null && known.state() == run.state()) {
      return;
    }
    Instant started = run.startedAt();
    if (started != null && !startKnown && run.state().isFinal()) {
      publish.accept(new RunStarted(Records.running(run, started)));
    }
    switch (run.state()) {
      case RUNNING -> publish.accept(new RunStarted(run));
      case SUCCEEDED -> publish.accept(new RunSucceeded(run));
      case FAILED -> publish.accept(new RunFailed(run));
      case SKIPPED -> publish.accept(new RunSkipped(run));
      case MISSED -> publish.accept(new RunMissed(run));
      case LOST -> publish.accept(new RunLost(run));
      case CLAIMED -> {}
    }
  }

  private void job(@Nullable JobDefinition before, JobEntry entry) {
    JobDefinition after = entry.definition();
    Instant at = Instant.ofEpochMilli(entry.stamp().millis());
    if (after == null) {
      if (before != null) {
        publish.accept(new JobRemoved(at, entry.job()));
      }
    } else if (before == null) {
      publish.accept(new JobRegistered(at, after));
    } else if (!Objects.equals(before, after)) {
      publish.accept(new JobChanged(at, after));
    }
  }
}
