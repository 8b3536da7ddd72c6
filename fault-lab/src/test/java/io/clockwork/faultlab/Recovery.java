package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How each history ends: within 10 s of healing the members are in one view and know the same, and
 * the next 10 fires of each job are on time, with nothing restarted by hand.
 */
final class Recovery {
  static final Duration BOUND = Duration.ofSeconds(10);

  /** On time: what a machine that is busy with five members and a build may add. */
  static final Duration ON_TIME = Duration.ofMillis(Long.getLong("faultlab.ontime", 1500));

  /** How long making up for an outage of all may take: two cores start some 45 shells a second. */
  private static final Duration BACKLOG = Duration.ofSeconds(Form.of(20, 40));

  /** A job's deadline, if nothing else is said. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final int FIRES = 10;

  private Recovery() {}

  /** Checks it, for a network healed and members thawed at that instant. */
  static Verdict check(LabCluster cluster, Instant healed) {
    Duration left = BOUND.minus(Duration.between(healed, Instant.now()));
    Instant one = cluster.awaitOneView(left.isNegative() ? Duration.ZERO : left);
    Instant known = Moment.wholeSecond(Instant.now());
    cluster.report("one view %d ms after healing".formatted(millis(healed, one)));
    Instant to = known.plusSeconds(FIRES);
    Moment.await(to.plus(ON_TIME));
    assertEqualLedgers(cluster, to);
    return cluster
        .judge("next " + FIRES + " fires", known, to)
        .assertComplete()
        .assertLateAtMost(ON_TIME);
  }

  /**
   * Waits until all has started that was due while nobody could start anything.
   *
   * @throws AssertionError if that takes longer than {@link #BACKLOG} after the members are in one
   *     view
   */
  static void awaitBacklog(LabCluster cluster, Instant from, Instant healed) {
    Instant one = cluster.awaitOneView(BOUND);
    cluster.report("one view %d ms after healing".formatted(millis(healed, one)));
    // What would be past its deadline before the rest has started is recorded as missed.
    Instant edge = one.plus(BACKLOG).minus(DEADLINE);
    Instant since = edge.isAfter(from) ? edge : from;
    // Asked for at once: a job's history is short, and later runs push these out of it.
    Moment.await(one.plus(ON_TIME));
    cluster.ledgers(List.of(cluster.alive().get(0).host()));
    Set<String> left = new HashSet<>();
    boolean caughtUp =
        Moment.awaitTrue(
            BACKLOG,
            () -> {
              left.clear();
              // Also what fell due since: it waits for its turn behind the rest.
              Instant to = Instant.now().minus(ON_TIME);
              for (LabJob job : cluster.jobs()) {
                job.fireTimes(since, to).forEach(time -> left.add(job.name() + "@" + time));
              }
              cluster.notes().stream()
                  .filter(Note::start)
                  .forEach(note -> left.remove(note.job() + "@" + note.fireTime()));
              return left.isEmpty();
            });
    assertThat(caughtUp).as("not started %s after one view: %s", BACKLOG, left).isTrue();
    cluster.report(
        "all that was due started within %d ms of healing"
            .formatted(millis(healed, Instant.now())));
  }

  private static long millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }

  /** Asks from the first and the last host, which reach different members first. */
  private static void assertEqualLedgers(LabCluster cluster, Instant to) {
    List<Member> alive = cluster.alive();
    List<Ledger> ledgers =
        cluster.ledgers(List.of(alive.get(0).host(), alive.get(alive.size() - 1).host()));
    Ledger one = ledgers.get(0);
    Ledger other = ledgers.get(1);
    Instant from = to.minusSeconds(60);
    assertThat(other.facts(from, to)).as("two ledgers").isEqualTo(one.facts(from, to));
    assertThat(one.facts(from, to)).as("void: the ledger is empty").isNotEmpty();
  }

  /**
   * Checks that each member that lived all along knew within {@link #BOUND} of healing how each run
   * ended that was due in that stretch of time.
   */
  static void assertAllKnow(
      LabCluster cluster, List<Member> members, Instant from, Instant healed) {
    Moment.await(healed.plus(BOUND));
    List<String> unknown = new ArrayList<>();
    Duration slowest = Duration.ZERO;
    for (LabJob job : cluster.jobs()) {
      for (Instant fireTime : job.fireTimes(from, healed.minusSeconds(1))) {
        String run = job.name() + "@" + fireTime;
        for (Member member : members) {
          Map<String, Instant> ended = member.log().ended();
          Instant at = ended.get(run);
          if (at == null || at.isAfter(healed.plus(BOUND))) {
            unknown.add(run + " at " + member.name());
          } else if (Duration.between(healed, at).compareTo(slowest) > 0) {
            slowest = Duration.between(healed, at);
          }
        }
      }
    }
    cluster.report("all runs known everywhere %d ms after healing".formatted(slowest.toMillis()));
    assertThat(unknown).as("runs whose end is unknown 10 s after healing").isEmpty();
  }
}
