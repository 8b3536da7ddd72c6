package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Sees to it that a majority of the electorate knows of a run, and says when that is so. */
final class Assurance {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Context context;
  private final RunId run;
  private final long end;
  private final Consumer<Boolean> done;
  private final Set<Object> known = new HashSet<>();
  private final Set<NodeId> asked = new HashSet<>();
  private final Canvass canvass;
  private boolean first = true;
  private boolean over;

  /**
   * Creates it.
   *
   * @param patience how long to try
   * @param done told once whether a majority knows
   */
  Assurance(Context context, RunId run, Duration patience, Consumer<Boolean> done) {
    this.context = context;
    this.run = run;
    this.canvass = new Canvass(context);
    this.end = context.now().nanos() + patience.toNanos();
    this.done = done;
  }

  void begin() {
    if (over) {
      return;
    }
    Electorate electorate = context.electorate();
    Slot slot = context.ledger.slot(run);
    if (electorate != null && slot != null) {
      known.add(electorate.seat(context.me()));
      count(electorate);
      List<NodeId> others = canvass.order(electorate, electorate.electors());
      int most = first ? canvass.enough(electorate, others) : others.size();
      for (NodeId voter : others.subList(0, most)) {
        if (!over && !known.contains(electorate.seat(voter)) && asked.add(voter)) {
          tell(electorate, voter, slot);
        }
      }
      first = false;
    }
    if (!over && context.now().nanos() - end > 0) {
      over = true;
      done.accept(false);
    } else if (!over) {
      context.after(AGAIN, this::begin);
    }
  }

  private void tell(Electorate electorate, NodeId voter, Slot slot) {
    // Who is told has heard that very write, and says so: else nobody would ask for it if this
    // member crashed before it told the others.
    Digest.Range write = new Digest.Range(slot.seq(), slot.seq());
    Digest digest = new Digest(Map.of(), Map.of(slot.origin(), List.of(write)));
    Facts facts = new Facts(null, List.of(slot), false, digest, context.wall());
    context.ask(
        voter,
        facts,
        TIMEOUT,
        frame -> {
          asked.remove(voter);
          if (frame instanceof Ack ack && ack.accepted()) {
            known.add(electorate.seat(voter));
            count(electorate);
          }
        });
  }

  private void count(Electorate electorate) {
    long electors =
        electorate.electors().stream()
            .map(electorate::seat)
            .distinct()
            .filter(known::contains)
            .count();
    if (!over && electors >= electorate.majority()) {
      over = true;
      done.accept(true);
    }
  }
}
