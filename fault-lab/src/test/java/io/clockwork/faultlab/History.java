package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One fault for a while, on a cluster that is whole before and after.
 *
 * @param cluster where
 * @param from the first fire time: half a second after it the fault begins
 * @param begun when it was in force: on a busy machine later than it should have been
 * @param healed when it was undone
 * @param noticed whether the members were in different views at its end
 * @param views how many views members installed during the fault
 * @param verdict what became of the fire times from then until the first after healing
 */
record History(
    LabCluster cluster,
    Instant from,
    Instant begun,
    Instant healed,
    boolean noticed,
    int views,
    Verdict verdict) {

  /** It begins when nothing is being claimed; what happens if something is, ClaimStopIT shows. */
  private static final Duration AFTER_FIRE = Duration.ofMillis(500);

  /** It ends that long before a fire time: a thawed member wakes to one. */
  private static final Duration BEFORE_FIRE = Duration.ofMillis(50);

  /** Plays it; throws if the fault did not bite or the cluster does not recover. */
  static History play(LabCluster cluster, String row, Fault fault, Duration time) {
    return play(cluster, row, fault, time, false);
  }

  /**
   * Plays what lets nobody start anything: all that was due then starts at once afterwards, which
   * keeps the machine busy, so that only what is due after that can be on time.
   */
  static History playOutage(LabCluster cluster, String row, Fault fault, Duration time) {
    return play(cluster, row, fault, time, true);
  }

  private static History play(
      LabCluster cluster, String row, Fault fault, Duration time, boolean backlog) {
    int views = cluster.viewChanges();
    Instant from = Moment.wholeSecond(Instant.now());
    Moment.await(from.plus(AFTER_FIRE));
    Fault.Inflicted inflicted = fault.inflict(cluster);
    Instant begun = Instant.now();
    assertThat(begun)
        .as("void: the machine is too busy to break something between two fire times")
        .isBefore(from.plusSeconds(1));
    inflicted.victims().forEach(victim -> assertOwnsJobs(cluster, victim));
    Moment.await(from.plus(time).minus(BEFORE_FIRE));
    assertThat(inflicted.bit().getAsBoolean()).as("void: %s has not bitten", row).isTrue();
    boolean noticed = cluster.oneView().isEmpty();
    int changes = cluster.viewChanges() - views;
    Instant healed = Instant.now();
    inflicted.undo().run();
    cluster.report(
        "%s: %s for %d ms; at its end %s, %d views installed"
            .formatted(
                row,
                inflicted.what(),
                Duration.between(from.plus(AFTER_FIRE), healed).toMillis(),
                noticed ? "the views differed" : "all were in one view",
                changes));
    Instant to = from.plus(time).plusSeconds(1);
    try {
      if (backlog) {
        Recovery.awaitBacklog(cluster, from, healed);
      }
      Recovery.check(cluster, healed);
    } catch (AssertionError e) {
      cluster.judge(row + ", not recovered", from, to);
      throw e;
    }
    return new History(
        cluster, from, begun, healed, noticed, changes, cluster.judge(row, from, to));
  }

  private static void assertOwnsJobs(LabCluster cluster, Member victim) {
    assertThat(cluster.jobs().stream().anyMatch(job -> cluster.ownerOf(job) == victim))
        .as("void: %s owns no job", victim.name())
        .isTrue();
  }

  History assertNoticed() {
    assertThat(noticed).as("void: nobody noticed").isTrue();
    return this;
  }

  History assertNoViewChange() {
    assertThat(views).as("views installed").isZero();
    return this;
  }

  /** Asserts that within 10 s of healing all members knew how each run ended. */
  History assertAllKnow() {
    Recovery.assertAllKnow(cluster, List.copyOf(cluster.members()), from, healed);
    return this;
  }

  /** Asserts that these started nothing that was due while they were cut off. */
  History assertSilent(int... hosts) {
    Set<String> names =
        Arrays.stream(hosts).mapToObj(Member::name).collect(Collectors.toUnmodifiableSet());
    assertThat(cluster.notes())
        .as("started by the minority")
        .noneMatch(
            note ->
                note.start()
                    && names.contains(note.member())
                    && note.fireTime().isAfter(begun)
                    && note.at().isBefore(healed));
    return this;
  }

  /** Asserts that a member has reported each doubled run. */
  History assertDoubledRunsReported() {
    Moment.await(healed.plus(Recovery.BOUND));
    List<String> reported = cluster.alarms("DOUBLED_RUN", from);
    List<String> doubled =
        verdict.doubled().stream().map(text -> text.substring(0, text.indexOf(' '))).toList();
    assertThat(doubled).as("void: nothing was doubled").isNotEmpty();
    cluster.report(doubled.size() + " doubled, " + reported.size() + " alarms of them");
    assertThat(doubled)
        .as("doubled and not reported")
        .allMatch(run -> reported.stream().anyMatch(alarm -> alarm.contains(run)));
    return this;
  }
}
