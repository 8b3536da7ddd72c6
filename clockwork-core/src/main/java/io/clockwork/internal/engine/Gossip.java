package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.engine.Parcels.Parcel;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.Same;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Anti-entropy: every so often this node and one member tell one another what they have heard, and
 * send what the other lacks. So whatever a node could not hear reaches it within seconds, without
 * new events. Whether there is anything to tell is asked first, by a hash of what was heard,
 * because mostly there is not.
 *
 * <p>Every other time the member is the coordinator, so that all is known there after one period,
 * and everywhere after three; the times between go round the members, for the case that the way to
 * the coordinator is the one that is cut.
 */
final class Gossip {
  private static final Duration PERIOD = Duration.ofMillis(1_500);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** Who leaves does not wait long for members that are silent. */
  private static final int HAND_OVERS = 3;

  private final Context context;
  private final Parcels parcels;
  private final Consumer<Slot> news;
  private final Runnable complete;
  private final Clocks clocks;
  private final MulticastWatch multicasts;
  private final Set<NodeId> pushing = new HashSet<>();
  private int rounds;

  /**
   * Creates the anti-entropy.
   *
   * @param news takes facts
   * @param complete called whenever all that some member has is here
   */
  Gossip(
      Context context,
      Parcels parcels,
      Clocks clocks,
      MulticastWatch multicasts,
      Consumer<Slot> news,
      Runnable complete) {
    this.clocks = clocks;
    this.multicasts = multicasts;
    this.context = context;
    this.parcels = parcels;
    this.news = news;
    this.complete = complete;
    context.after(PERIOD, this::round);
  }

  private void round() {
    rounds++;
    clocks.look();
    View view = context.view();
    if (view != null) {
      List<NodeId> others =
          view.members().stream().map(Node::id).filter(id -> !id.equals(context.me())).toList();
      if (!others.isEmpty()) {
        int turn = rounds / 2 + Math.floorMod(context.self.name().hashCode(), others.size());
        compare(rounds % 2 == 0 ? others.get(0) : others.get(turn % others.size()));
      }
    }
    context.after(PERIOD, this::round);
  }

  /** A view was installed: an observer asks at once, members have the handover. */
  void viewChanged(View view) {
    multicasts.viewChanged();
    if (!context.self.isMember() && view.coordinator().isMember()) {
      exchange(view.coordinator().id());
    }
  }

  /** Exchanges with one member, unless both have heard the same. */
  private void compare(NodeId peer) {
    Moment asked = context.now();
    context.ask(
        peer,
        new Compare(context.ledger.digestHash(), context.wall()),
        TIMEOUT,
        frame -> {
          if (frame instanceof Same same) {
            clocks.heard(peer, same.at(), asked);
            told(peer, context.ledger.digest());
            complete.run();
          } else if (frame instanceof Exchange theirs) {
            clocks.heard(peer, theirs.at(), asked);
            told(peer, theirs.digest());
            if (context.ledger.digest().covers(theirs.digest())) {
              push(peer, parcels.pack(theirs.digest()));
            } else {
              exchange(peer);
            }
          }
        });
  }

  /** Exchanges with one member; if it has much to tell, it follows with that by itself. */
  private void exchange(NodeId peer) {
    Moment asked = context.now();
    context.ask(
        peer,
        new Exchange(context.ledger.digest(), context.wall()),
        TIMEOUT,
        frame -> {
          if (!(frame instanceof Facts facts)) {
            retrySoon(peer);
            return;
          }
          clocks.heard(peer, facts.at(), asked);
          told(peer, facts.digest());
          context.votersTold(facts.voters());
          take(facts);
          if (facts.last() && !facts.digest().covers(context.ledger.digest())) {
            push(peer, parcels.pack(facts.digest()));
          }
        });
  }

  /** An observer that knows nothing yet does not wait for the next round. */
  private void retrySoon(NodeId peer) {
    View view = context.view();
    if (!context.self.isMember() && view != null && view.contains(peer)) {
      context.after(SOON, () -> exchangeIfNew(peer));
    }
  }

  private void exchangeIfNew(NodeId peer) {
    if (context.ledger.digest().heard().isEmpty()) {
      exchange(peer);
    }
  }

  private void push(NodeId peer, Parcel parcel) {
    if (pushing.add(peer)) {
      parcels.send(peer, null, parcel, () -> true, taken -> pushing.remove(peer));
    }
  }

  /** Sends one of the members all that it has not heard; done is called in any case. */
  void handOver(List<NodeId> peers, Runnable done) {
    handOver(peers, peers.isEmpty() ? 0 : HAND_OVERS, done);
  }

  private void handOver(List<NodeId> peers, int tries, Runnable done) {
    if (tries == 0) {
      done.run();
      return;
    }
    NodeId peer = peers.get((tries - 1) % peers.size());
    Runnable next = () -> handOver(peers, tries - 1, done);
    context.ask(
        peer,
        new Exchange(context.ledger.digest(), context.wall()),
        TIMEOUT,
        frame -> {
          if (frame instanceof Facts theirs) {
            take(theirs);
            // Without a digest the peer has much to tell itself: it gets all, it may lack any.
            Parcel parcel = parcels.pack(theirs.digest());
            parcels.send(peer, null, parcel, () -> true, taken -> (taken ? done : next).run());
          } else {
            next.run();
          }
        });
  }

  private void told(NodeId peer, Digest digest) {
    if (context.self.isMember()) {
      multicasts.told(peer, digest.of(peer));
    }
  }

  /** Answers a peer that compares. */
  Frame answer(NodeId from, Compare compare) {
    if (compare.hash() != context.ledger.digestHash()) {
      return new Exchange(context.ledger.digest(), context.wall());
    }
    told(from, context.ledger.digest());
    return new Same(context.wall());
  }

  /** Answers a peer that exchanges. */
  Facts answer(NodeId from, Exchange exchange) {
    told(from, exchange.digest());
    Parcel parcel = parcels.pack(exchange.digest());
    if (parcel.chunks().size() <= 1) {
      return parcel.facts(null, 0, context.wall()).with(context.voters());
    }
    push(from, parcel);
    return new Facts(null, List.of(), false, Digest.EMPTY, context.wall()).with(context.voters());
  }

  /** Takes facts over. */
  void take(Facts facts) {
    facts.slots().forEach(news);
    context.ledger.heardAll(facts.digest());
    if (facts.last()) {
      complete.run();
    }
  }
}
