package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One fault after the other, sometimes one of the network and one of a process at once, at random:
 * {@code -Dfaultlab.seed=N} repeats a sequence, {@code -Dfaultlab.random=SECONDS} is how long.
 */
@NeedsLab
@Order(3)
final class RandomFaultsIT {
  private static final Duration TIME =
      Duration.ofSeconds(Long.getLong("faultlab.random", Form.of(180, 1800)));
  private static final Duration LEDGER_EVERY = Duration.ofSeconds(60);
  private static final int MOST_SECONDS = 12;
  private static final int BOTH = 4;

  private final long seed = Form.seed();
  private final Random random = new Random(seed);

  /** Without voters only faults that leave one side. */
  @Test
  @Tag("full")
  @Timeout(3600)
  void oneSidedFaults_keepRunning_loseNothingAndDoubleNothing() {
    play(SharedCluster.KEEP_RUNNING, oneSided(), process());
  }

  @Test
  @Timeout(3600)
  void allFaults_majorityOfAll_loseNothingAndDoubleNothing() {
    List<Supplier<Fault>> network = new ArrayList<>(oneSided());
    network.addAll(splitting());
    play(SharedCluster.VOTERS, List.copyOf(network), process());
  }

  private List<Supplier<Fault>> oneSided() {
    return List.of(
        NetworkFaults::linkCut,
        NetworkFaults::multicastFiltered,
        () -> NetworkFaults.loss(5 + random.nextInt(26)));
  }

  private List<Supplier<Fault>> splitting() {
    return List.of(
        () -> NetworkFaults.partition(pieces()),
        NetworkFaults::ring,
        () -> Flapping.of(NetworkFaults.partition(pieces()), Duration.ofMillis(pause())),
        () -> NetworkFaults.mute(victim()),
        () -> NetworkFaults.deaf(victim()),
        NetworkFaults::cablePulled,
        NetworkFaults::interfaceDown);
  }

  private List<Supplier<Fault>> process() {
    return List.of(
        () -> ProcessFaults.frozen(victim()),
        () -> ProcessFaults.killed(victim()),
        () -> ProcessFaults.left(victim()));
  }

  private void play(
      SharedCluster shared, List<Supplier<Fault>> network, List<Supplier<Fault>> process) {
    LabCluster cluster = shared.take();
    cluster.report("seed " + seed);
    Instant from = Moment.wholeSecond(Instant.now());
    Instant asked = from;
    int steps = 0;
    while (Instant.now().isBefore(from.plus(TIME))) {
      step(cluster, network, process);
      steps++;
      if (Instant.now().isAfter(asked.plus(LEDGER_EVERY))) {
        cluster.ledger(1);
        asked = Instant.now();
      }
    }
    Instant to = Moment.wholeSecond(Instant.now());
    Recovery.check(cluster, Instant.now());
    cluster.judge(steps + " random faults, seed " + seed, from, to).assertSound();
    shared.giveBack();
  }

  private void step(
      LabCluster cluster, List<Supplier<Fault>> network, List<Supplier<Fault>> process) {
    List<Fault.Inflicted> faults = new ArrayList<>();
    int kind = random.nextInt(BOTH + 1);
    // The process's first: one that is to leave does so in a network that is whole.
    if (kind % 2 == 0) {
      faults.add(pick(process).inflict(cluster));
    }
    if (kind % 2 == 1 || kind == BOTH) {
      faults.add(pick(network).inflict(cluster));
    }
    Moment.pass(Duration.ofMillis(1000 + random.nextInt(MOST_SECONDS * 1000)));
    // Of two the one can hide the other: of a member that is frozen there is nothing to drop.
    int bitten = 0;
    for (Fault.Inflicted fault : faults) {
      boolean bit = fault.bit().getAsBoolean();
      cluster.report("  " + fault.what() + (bit ? "" : ", hidden"));
      bitten += bit ? 1 : 0;
    }
    assertThat(faults.isEmpty() || bitten > 0)
        .as("void: not bitten: %s", faults.stream().map(Fault.Inflicted::what).toList())
        .isTrue();
    for (int n = faults.size() - 1; n >= 0; n--) {
      faults.get(n).undo().run();
    }
    cluster.awaitOneView(Recovery.BOUND);
    Moment.pass(Duration.ofMillis(pause()));
  }

  private Fault pick(List<Supplier<Fault>> faults) {
    return faults.get(random.nextInt(faults.size())).get();
  }

  private Victim victim() {
    return random.nextBoolean() ? Victim.OWNER : Victim.COORDINATOR;
  }

  private int pause() {
    return 1000 + random.nextInt(3000);
  }

  /** Cuts the hosts into two or three groups, at random. */
  private String pieces() {
    int groups = 2 + random.nextInt(2);
    List<StringBuilder> pieces = new ArrayList<>();
    for (int n = 0; n < groups; n++) {
      pieces.add(new StringBuilder().append(n + 1));
    }
    for (int host = groups + 1; host <= 5; host++) {
      pieces.get(random.nextInt(groups)).append(' ').append(host);
    }
    return String.join(" | ", pieces);
  }
}
