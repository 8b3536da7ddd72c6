package io.clockwork.internal.simulation;

import io.clockwork.job.Event;
import io.clockwork.job.Event.MemberCrashed;
import io.clockwork.job.Event.MemberLeft;
import io.clockwork.job.Event.RunEvent;
import io.clockwork.job.Event.RunStarted;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Whether each node's listeners were told the truth, once, and in order. */
final class EventChecks {
  private final Evidence evidence;

  EventChecks(Evidence evidence) {
    this.evidence = evidence;
  }

  void check() {
    evidence.history.everybody.forEach(this::check);
  }

  private void check(SimNode node) {
    Map<String, Run> last = new HashMap<>();
    for (Event event : node.events) {
      if (event instanceof RunEvent run) {
        Run before = last.put(run.run().id() + " " + run.run().attempt(), run.run());
        inOrder(node, before, run);
      } else if (event instanceof MemberLeft left && left.node().isMember()) {
        if (evidence.node(left.node().id()).crashed()
            && !evidence.node(left.node().id()).leaving()) {
          evidence.fault(node.self().id() + " heard that who crashed has left: " + left);
        }
      } else if (event instanceof MemberCrashed crash
          // An observer has no handover: what it hears in time is a matter of luck.
          && node.self().isMember()
          // Nor is it told who left while it was itself out of the view.
          && !node.wasAway()
          && !evidence.node(crash.node().id()).wasAway()
          && !evidence.node(crash.node().id()).crashed()) {
        evidence.fault(node.self().id() + " heard that who left has crashed: " + crash);
      }
    }
  }

  private void inOrder(SimNode node, Run before, RunEvent event) {
    // A run that was lost before its start was heard may turn out to have started after all.
    boolean late =
        before != null
            && before.state() == RunState.LOST
            && before.startedAt() == null
            && event instanceof RunStarted;
    if (before != null && !late && before.state().compareTo(event.run().state()) >= 0) {
      evidence.fault(node.self().id() + " heard " + event + " after " + before.state());
    }
    Instant started = event.run().startedAt();
    if (before == null
        && started != null
        && started.isAfter(node.synced())
        && !(event instanceof RunStarted)) {
      evidence.fault(node.self().id() + " did not hear of the start before " + event);
    }
  }
}
