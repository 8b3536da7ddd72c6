package io.clockwork.cluster.sim;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.cluster.sim.Links.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Merges views, as MERGE3 does: nodes multicast their view's id; of the coordinators that a node
 * finds the first one by address leads, and asks the others, who ask those that have their view.
 * Who does not answer is not in the new view, whose number is one more than the highest found.
 */
final class Merger {
  private static final Comparator<Seat> RANK =
      Comparator.comparing((Seat seat) -> !seat.cluster.self().isMember())
          .thenComparing((Seat seat) -> seat.address);

  private final SimNetwork network;
  private final Map<NodeId, Seat> seats;

  Merger(SimNetwork network, Map<NodeId, Seat> seats) {
    this.network = network;
    this.seats = seats;
  }

  /** Begins to merge wherever a leader hears of another view than its own. */
  void look(BiConsumer<Seat, View> accept) {
    for (Seat seat : seats.values()) {
      if (!seat.mergeDue && !coordinators(seat).isEmpty()) {
        seat.mergeDue = true;
        Set<Object> seen = situation(seat);
        network.time.after(
            patience(seat),
            () -> {
              seat.mergeDue = false;
              if (seen.equals(situation(seat))) {
                merge(seat, accept);
              }
              look(accept);
            });
      }
    }
  }

  /** Returns what it must see long enough before it acts. */
  private Set<Object> situation(Seat seat) {
    Set<Object> seen = new HashSet<>();
    for (Seat each : found(seat)) {
      seen.add(each.view().id());
      seen.add(each.hasSlept);
    }
    return seen;
  }

  /** It takes one to three seconds, but one that has stood still may act alone for long. */
  private Duration patience(Seat seat) {
    boolean slept = found(seat).stream().anyMatch(each -> each.hasSlept);
    if (!slept) {
      return network.millis(1_000, 3_000);
    }
    return network.random.nextInt(4) != 0
        ? network.millis(2_000, 6_000)
        : network.millis(6_000, 20_000);
  }

  /** Returns whom it hears and can ask, and itself. */
  private List<Seat> found(Seat seat) {
    List<Seat> found = new ArrayList<>();
    for (Seat other : seats.values()) {
      if (other == seat
          || (answers(seat, other)
              && network.links().flows(Traffic.MULTICAST, other.name(), seat.name()))) {
        found.add(other);
      }
    }
    return found;
  }

  private boolean answers(Seat asker, Seat other) {
    return other.joined() && other.awake && network.links().bothWays(asker.name(), other.name());
  }

  /**
   * Returns for each view found who speaks for it, the leader first; nothing if that is somebody
   * else, or if there is but one view.
   */
  private Map<View, Seat> coordinators(Seat seat) {
    if (!seat.cluster.up() || !seat.awake || !seat.joined()) {
      return Map.of();
    }
    List<Seat> found = found(seat);
    if (found.stream().allMatch(each -> each.view().id().equals(seat.view().id()))) {
      return Map.of();
    }
    Map<View, Seat> speakers = new LinkedHashMap<>();
    for (Seat each : found) {
      NodeId coordinator = each.view().coordinator().id();
      if (each.id().equals(coordinator)) {
        speakers.put(each.view(), each);
      } else {
        speakers.putIfAbsent(each.view(), each);
      }
    }
    List<Seat> ranked = speakers.values().stream().sorted(RANK).toList();
    if (ranked.get(0) != seat) {
      return Map.of();
    }
    Map<View, Seat> result = new LinkedHashMap<>();
    ranked.forEach(each -> result.put(each.view(), each));
    return result;
  }

  private void merge(Seat leader, BiConsumer<Seat, View> accept) {
    Map<View, Seat> speakers = coordinators(leader);
    if (speakers.isEmpty()) {
      return;
    }
    Map<Seat, Seat> askedBy = new LinkedHashMap<>();
    Set<Node> nodes = new LinkedHashSet<>();
    speakers.values().forEach(each -> askedBy.put(each, leader));
    speakers.values().forEach(each -> nodes.add(each.cluster.self()));
    speakers.forEach(
        (view, speaker) -> {
          for (Node node : view.nodes()) {
            Seat seat = seats.get(node.id());
            if (seat != null
                && seat.joined()
                && seat.view().id().equals(view.id())
                && answers(speaker, seat)) {
              askedBy.putIfAbsent(seat, speaker);
              nodes.add(node);
            }
          }
        });
    boolean slept = askedBy.keySet().stream().anyMatch(each -> each.hasSlept);
    // One that stood still was seen to come back in a plain view, without the one between.
    boolean merged = !slept || network.random.nextInt(4) != 0;
    long number =
        speakers.keySet().stream().mapToLong(view -> view.id().number()).max().orElseThrow() + 1;
    List<Node> ordered = OwnViews.ordered(nodes);
    View view = new View(new ViewId(ordered.get(0).id(), number), ordered, merged);
    askedBy.forEach(
        (seat, by) -> {
          if (seat == leader) {
            return;
          }
          if (by == leader || network.links().flows(Traffic.MULTICAST, by.name(), seat.name())) {
            Duration delay = network.delay().plus(network.viewLag());
            network.inOrder(List.of(seat.id()), delay, () -> accept.accept(seat, view));
          }
        });
    accept.accept(leader, view);
  }
}
