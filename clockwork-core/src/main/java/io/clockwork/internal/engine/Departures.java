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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who came and who went. Whether somebody left or crashed is only said once all that is known is
 * known here, because its farewell may have been lost on the way.
 */
final class Departures {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Context context;
  private final List<Node> gone = new ArrayList<>();

  Departures(Context context) {
    this.context = context;
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
    if (view != null) {
      forgetFormerLives(view);
    }
  }

  private void forgetFormerLives(View view) {
    Map<String, NodeId> present = new HashMap<>();
    for (Node node : view.nodes()) {
      present.merge(node.name(), node.id(), (a, b) -> a.compareTo(b) < 0 ? a : b);
    }
    for (NodeId carrier : context.ledger.carrierNodes()) {
      NodeId now = present.get(carrier.name());
      if (now != null && carrier.incarnation() < now.incarnation()) {
        context.ledger.forget(carrier);
      }
    }
  }

  private void publish(Event event) {
    context.ports.publish(event);
  }
}
