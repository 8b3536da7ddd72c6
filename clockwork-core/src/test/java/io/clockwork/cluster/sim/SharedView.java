package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Nobody is partitioned: views follow one another, and all nodes install them in the same order,
 * but each at its own time.
 */
final class SharedView implements Views {
  private final SimNetwork network;
  private final List<Node> nodes = new ArrayList<>();
  private long viewNumber;
  private boolean viewDue;

  SharedView(SimNetwork network) {
    this.network = network;
  }

  @Override
  public void join(SimCluster node) {
    network.time.after(
        network.millis(5, 200),
        () -> {
          if (node.up()) {
            nodes.add(node.self());
            viewSoon();
          }
        });
  }

  @Override
  public void leave(SimCluster node) {
    network.time.after(network.millis(1, 50), () -> remove(node));
  }

  @Override
  public void crashed(SimCluster node) {
    long most = Math.max(101, network.faults().detection().toMillis());
    network.time.after(network.millis(100, most), () -> remove(node));
  }

  @Override
  public void awake(SimCluster node, boolean awake) {}

  @Override
  public void linksChanged() {}

  void remove(SimCluster node) {
    if (nodes.remove(node.self())) {
      viewSoon();
    }
  }

  void readmit(SimCluster node) {
    if (node.up() && !nodes.contains(node.self())) {
      nodes.add(node.self());
      viewSoon();
    }
  }

  /** Changes that come together share a view, as with JGroups. */
  private void viewSoon() {
    if (!viewDue) {
      viewDue = true;
      network.time.after(network.millis(1, 30), this::installView);
    }
  }

  private void installView() {
    viewDue = false;
    if (nodes.isEmpty()) {
      return;
    }
    List<Node> ordered = new ArrayList<>(nodes);
    ordered.sort(Comparator.comparing(node -> !node.isMember()));
    View view = new View(new ViewId(ordered.get(0).id(), ++viewNumber), ordered, false);
    for (Node node : ordered) {
      SimCluster target = network.find(node.id());
      if (target != null) {
        network.inOrder(
            List.of(node.id()),
            network.delay().plus(network.viewLag()),
            () -> target.install(view));
      }
    }
  }
}
