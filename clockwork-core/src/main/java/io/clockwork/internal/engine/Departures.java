package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.job.Event;
import io.clockwork.job.Event.MemberCrashed;
import io.clockwork.job.Event.MemberJoined;
import io.clockwork.job.Event.MemberLeft;
import io.clockwork.job.Event.ViewChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who came and who went. Whether somebody left or crashed is only said once all that is known is
 * known here, because its farewell may have been lost on the way.
 */
final class Departures {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration FORGET_CHECK = Duration.ofSeconds(15);

  private final Context context;
  private final List<Node> gone = new ArrayList<>();
  private Set<NodeId> absentBefore = Set.of();

  Departures(Context context) {
    this.context = context;
    context.after(FORGET_CHECK, this::forgetAbsent);
  }

  void viewChanged(@Nullable View before, View after) {
    publish(new ViewChanged(context.wall(), after));
    if (before == null) {
      return;
    }
    for (Node node : after.nodes()) {
      if (!before.contains(node.id())) {
        publish(new MemberJoined(context.wall(), node));
      }
    }
    boolean some = false;
    for (Node node : before.nodes()) {
      if (!after.contains(node.id())) {
        gone.add(node);
        some = true;
      }
    }
    if (some) {
      context.after(PATIENCE, this::settle);
    }
  }

  /** Says what became of those who went, and forgets what concerned only them. */
  void settle() {
    View view = context.view();
    for (Node node : gone) {
      boolean left = context.ledger.saidFarewell(node.id()) || !node.isMember();
      publish(
          left ? new MemberLeft(context.wall(), node) : new MemberCrashed(context.wall(), node));
      if (view != null && !view.contains(node.id())) {
        context.ledger.forget(node.id());
      }
    }
    gone.clear();
  }

  /**
   * What concerns a node that is in no view comes along with other facts, long after it went; it is
   * forgotten once the node was absent for so long that it cannot be about to join.
   */
  private void forgetAbsent() {
    View view = context.view();
    Set<NodeId> absent = new HashSet<>();
    if (view != null) {
      for (NodeId node : context.ledger.nodesSpokenOf()) {
        if (!view.contains(node)) {
          absent.add(node);
        }
      }
    }
    for (NodeId node : absent) {
      if (absentBefore.contains(node)) {
        context.ledger.forget(node);
      }
    }
    absentBefore = absent;
    context.after(FORGET_CHECK, this::forgetAbsent);
  }

  private void publish(Event event) {
    context.ports.publish(event);
  }
}
