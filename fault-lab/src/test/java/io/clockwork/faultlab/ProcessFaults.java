package io.clockwork.faultlab;

import java.time.Duration;
import java.util.List;

/** What happens to a process or its clock. */
final class ProcessFaults {
  /** By default a member whose clock is further off starts nothing. */
  private static final Duration ACCEPTED = Duration.ofSeconds(5);

  private static final Duration TO_START = Duration.ofSeconds(60);

  private ProcessFaults() {}

  /** It stands still, as in a long garbage collection or a suspended virtual machine. */
  static Fault frozen(Victim victim) {
    return cluster -> {
      Member frozen = victim.in(cluster);
      frozen.freeze();
      return new Fault.Inflicted(
          victim + " frozen", List.of(frozen), frozen::isFrozen, frozen::thaw);
    };
  }

  /** It is killed with all that it runs; when the fault is over it is started again. */
  static Fault killed(Victim victim) {
    return cluster -> {
      Member killed = victim.in(cluster);
      killed.kill();
      return new Fault.Inflicted(
          victim + " killed", List.of(), () -> !killed.isAlive(), () -> restart(cluster, killed));
    };
  }

  /** It leaves in order; when the fault is over it is started again. */
  static Fault left(Victim victim) {
    return cluster -> {
      Member left = victim.in(cluster);
      left.leave();
      return new Fault.Inflicted(
          victim + " left", List.of(), () -> !left.isAlive(), () -> restart(cluster, left));
    };
  }

  private static void restart(LabCluster cluster, Member member) {
    member.start();
    cluster.awaitOneView(TO_START);
  }

  /** Its wall clock jumps, and jumps back when the fault is over. */
  static Fault clockJumps(Victim victim, Duration by) {
    return cluster -> {
      Member wrong = victim.in(cluster);
      wrong.clock().jump(by);
      return new Fault.Inflicted(
          "clock of " + victim + " jumps by " + by,
          List.of(),
          () -> wrong.isOffBy(by),
          () -> {
            wrong.clock().jump(Duration.ZERO);
            if (by.compareTo(ACCEPTED) <= 0 && !by.isNegative()) {
              // What it started ahead of time is the fault's doing, and due only after that.
              Moment.pass(by);
            }
          });
    };
  }
}
