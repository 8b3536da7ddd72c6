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
 * Who came and who went. That somebody left is said as soon as its farewell is known here; that it
 * crashed only once all that the members knew together is known here, because the farewell may have
 * been lost on the way: after the handover of the view without it. An observer has no handover and
 * waits for a while instead.
 */
final class Departures {
  /** Longer than most handovers take, and anti-entropy after it. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** A handover can last, if members are silent; but the news must not wait for ever. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  private static final Duration FORGET_CHECK = Duration.ofSeconds(15);

  private final Context context;
  private final List<Node> gone = new ArrayList<>();
  private Set<NodeId> absentBefore = Set.of();

  /** Whose facts were forgotten, and who may yet come back from the other side of a partition. */
  private final Set<NodeId> forgotten = new HashSet<>();

  Departures(Context context) {
    this.context = context;
    context.after(FORGET_CHECK, this::forgetAbsent);
  }

  void viewChanged(@Nullable View before, View after) {
    publish(new ViewChanged(context.wall(), after));
    for (Node node : after.nodes()) {
      if (forgotten.remove(node.id())) {
        context.ledger.unhear(node.id());
      }
    }
    if (before == null) {
      return;
    }
    for (Node node : after.nodes()) {
      if (!before.contains(node.id())) {
        publish(new MemberJoined(context.wall(), node));
      }
    }
    for (Node node : before.nodes()) {
      if (!after.contains(node.id())) {
        went(node);
      }
    }
  }

  private void went(Node node) {
    if (!node.isMember() || context.ledger.saidFarewell(node.id())) {
      left(node);
      return;
    }
    gone.add(node);
    context.after(
        context.self.isMember() ? LONG_PATIENCE : PATIENCE,
        () -> {
          if (gone.remove(node)) {
            crashed(node);
          }
        });
  }

  /** A farewell is known. */
  void saidFarewell(NodeId id) {
    for (Node node : List.copyOf(gone)) {
      if (node.id().equals(id)) {
        gone.remove(node);
        left(node);
      }
    }
  }

  /** A handover is over: who has not said farewell by now did not say it to anybody there is. */
  void activated() {
    for (Node node : List.copyOf(gone)) {
      gone.remove(node);
      crashed(node);
    }
  }

  private void left(Node node) {
    publish(new MemberLeft(context.wall(), node));
  }

  private void crashed(Node node) {
    publish(new MemberCrashed(context.wall(), node));
  }

  /**
   * What a node carried, and that it said farewell, is forgotten once it was absent for so long
   * that it cannot be about to join, and that everybody has heard the farewell.
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
        forgotten.add(node);
      }
    }
    absentBefore = absent;
    context.after(FORGET_CHECK, this::forgetAbsent);
  }

  private void publish(Event event) {
    context.ports.publish(event);
  }
}
