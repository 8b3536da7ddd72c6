package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A few ledgers that write, and tell one another by news, which get lost, doubled and reordered,
 * and by exchanges, whose answers may be long on their way.
 */
final class Exchanges {
  static final int NODES = 4;
  private static final int JOBS = 2;

  /** Something on its way to a node. */
  private interface Delivery {
    void arrive();
  }

  final List<Ledger> ledgers = new ArrayList<>();
  final List<NodeId> ids = new ArrayList<>();

  /** All that was ever written. */
  final Map<NodeId, List<Slot>> written = new HashMap<>();

  /** The runs that some ledger knew and then dropped. */
  final Set<Object> forgotten = new HashSet<>();

  private final Map<NodeId, Set<RunId>> known = new HashMap<>();
  private final List<Delivery> onTheWay = new ArrayList<>();
  private final List<HybridClock> clocks = new ArrayList<>();
  private final Random random;
  private final boolean lossy;
  private long now = 1;

  Exchanges(Random random, int historyLimit, boolean lossy) {
    this.random = random;
    this.lossy = lossy;
    for (int i = 0; i < NODES; i++) {
      NodeId id = new NodeId("n" + i, 1);
      HybridClock clock = new HybridClock(id);
      ids.add(id);
      clocks.add(clock);
      written.put(id, new ArrayList<>());
      ledgers.add(
          new Ledger(
              id,
              historyLimit,
              (before, after) -> {
                if (after instanceof JobEntry job) {
                  clock.saw(job.stamp());
                } else if (after instanceof RunEntry run) {
                  known.computeIfAbsent(id, any -> new HashSet<>()).add(run.run().id());
                }
              }));
    }
  }

  void step() {
    now += random.nextInt(3);
    int node = random.nextInt(NODES);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> write(node);
      case 3 -> exchange(node, random.nextInt(NODES));
      default -> deliver();
    }
  }

  private void merge(int node, Slot slot) {
    ledgers.get(node).merge(slot);
    noteForgotten(node);
  }

  private void noteForgotten(int node) {
    for (RunId id : known.getOrDefault(ids.get(node), Set.of())) {
      if (ledgers.get(node).run(id) == null) {
        forgotten.add(id);
      }
    }
  }

  private void write(int node) {
    List<Slot> batch = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Slot slot = ledgers.get(node).write(entry(node));
      noteForgotten(node);
      if (slot != null) {
        batch.add(slot);
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    written.get(ids.get(node)).addAll(batch);
    for (int to = 0; to < NODES; to++) {
      int copies = !lossy ? 1 : random.nextInt(4) == 0 ? random.nextInt(3) : 1;
      int receiver = to;
      for (int copy = 0; to != node && copy < copies; copy++) {
        onTheWay.add(
            () -> {
              batch.forEach(slot -> merge(receiver, slot));
              long first = batch.get(0).seq();
              long last = first + batch.size() - 1;
              ledgers.get(receiver).heardRange(ids.get(node), first, last);
            });
      }
    }
  }

  /**
   * The asker's digest is read now, the answer is made some time later, and arrives later still.
   */
  private void exchange(int asker, int asked) {
    Digest question = ledgers.get(asker).digest();
    onTheWay.add(
        () -> {
          List<Slot> missing = ledgers.get(asked).missing(question);
          Digest heard = ledgers.get(asked).digest();
          onTheWay.add(
              () -> {
                missing.forEach(slot -> merge(asker, slot));
                ledgers.get(asker).heardAll(heard);
              });
        });
  }

  private void deliver() {
    if (!onTheWay.isEmpty()) {
      onTheWay.remove(random.nextInt(onTheWay.size())).arrive();
    }
  }

  /** Everybody exchanges with everybody, twice round. */
  void settle() {
    while (!onTheWay.isEmpty()) {
      deliver();
    }
    for (int round = 0; round < 2; round++) {
      for (int asker = 0; asker < NODES; asker++) {
        for (int asked = 0; asked < NODES; asked++) {
          exchange(asker, asked);
          deliver();
          deliver();
        }
      }
    }
  }

  private Entry entry(int node) {
    String job = "job" + random.nextInt(JOBS);
    return switch (random.nextInt(12)) {
      case 0 -> new JobEntry(job, clocks.get(node).next(now), null, Instant.ofEpochMilli(now));
      case 1 -> new CarrierEntry(job, ids.get(node), now, random.nextBoolean());
      case 2 -> random.nextInt(10) == 0 ? new Farewell(ids.get(node)) : run(node, job);
      default -> run(node, job);
    };
  }

  /**
   * A new run, the next step of one that is going on here, or the loss of one that is elsewhere.
   */
  private RunEntry run(int node, String job) {
    List<Run> going = ledgers.get(node).active();
    Run run = going.isEmpty() ? null : going.get(random.nextInt(going.size()));
    if (run == null || random.nextInt(3) == 0) {
      Instant time = Instant.ofEpochMilli(++now);
      RunId id = new RunId(job, new RootCause.AtTime(time), null);
      return version(new RunEntry(base(id, time, node)), RunState.CLAIMED, node);
    }
    boolean mine = run.owner().equals(ids.get(node));
    RunState next =
        !mine
            ? RunState.LOST
            : run.state() == RunState.CLAIMED ? RunState.RUNNING : RunState.SUCCEEDED;
    return version(new RunEntry(run), next, node);
  }

  private Run base(RunId id, Instant time, int node) {
    return new Run(
        id,
        new Cause.Fired(time),
        RunState.CLAIMED,
        1,
        0,
        ids.get(node),
        time,
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  private RunEntry version(RunEntry entry, RunState state, int node) {
    Run run = entry.run();
    Instant end = state.isFinal() ? Instant.ofEpochMilli(now) : null;
    String reason = state == RunState.LOST ? "given up by " + ids.get(node) : null;
    return new RunEntry(
        new Run(
            run.id(),
            run.cause(),
            state,
            run.attempt(),
            0,
            run.owner(),
            run.at(),
            null,
            end,
            reason,
            null,
            null,
            Map.of()));
  }
}
