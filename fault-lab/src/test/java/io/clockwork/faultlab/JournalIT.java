package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk of one member is full, or its journal is damaged while it is down. */
@NeedsLab
@Order(4)
final class JournalIT {
  private static final int JOBS = 10;
  private static final int TIMES = Form.of(4, 40);
  private static final int LEDGER_EVERY = 5;
  private static final int DISK_KILOBYTES = 8192;
  private static final int BUG = 70;
  private static final Duration FULL = Duration.ofSeconds(Form.of(10, 30));
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration HEDGED = Duration.ofSeconds(3);
  private static final Duration REPORTED = Duration.ofSeconds(10);

  @Test
  void disk_full_isReportedAndTheOthersGoOn() {
    try (LabCluster cluster =
        LabCluster.start("disk-full", 5, LabJob.eachSecond(JOBS), LabCluster.VOTERS)) {
      Member victim = Victim.OWNER.in(cluster);
      victim.leave();
      Disk disk = Disk.mount(cluster.network(), victim, DISK_KILOBYTES);
      victim.on(disk);
      victim.start();
      cluster.awaitOneView(TO_START);
      assertThat(disk.inUse()).as("void otherwise: the journal is on the disk").isTrue();
      Moment.pass(Duration.ofSeconds(3));
      Instant from = Moment.wholeSecond(Instant.now());
      Moment.await(from);
      disk.fill();
      boolean reported =
          Moment.awaitTrue(REPORTED, () -> !cluster.alarms("JOURNAL_FAILED", from).isEmpty());
      Instant alarm = Instant.now();
      Moment.await(from.plus(FULL));
      assertThat(reported).as("reported within %s", REPORTED).isTrue();
      assertThat(cluster.notes())
          .as("started by %s, which cannot write", victim.name())
          .noneMatch(
              note ->
                  note.start()
                      && note.member().equals(victim.name())
                      && note.fireTime().isAfter(alarm));
      cluster.judge("disk of " + victim.name() + " full", from, from.plus(FULL));
      disk.free();
      victim.kill();
      victim.start();
      cluster.awaitOneView(TO_START);
      Recovery.check(cluster, Instant.now());

      cluster
          .judge("disk of " + victim.name() + " full", from, from.plus(FULL))
          .assertComplete()
          .assertLateAtMost(HEDGED);
    }
  }

  @Test
  @Tag("full")
  void journal_damagedWhileDown_isReadToItsLongestValidPrefixOrRefused() {
    long seed = Form.seed();
    Damage damage = new Damage(new Random(seed));
    try (LabCluster cluster =
        LabCluster.start("journal-damage", 5, LabJob.eachSecond(JOBS), LabCluster.VOTERS)) {
      cluster.report("seed " + seed);
      Instant from = Moment.wholeSecond(Instant.now());
      int refused = 0;
      for (int n = 0; n < TIMES; n++) {
        Moment.pass(Duration.ofSeconds(2));
        Member victim = cluster.members().get(n % cluster.members().size());
        victim.kill();
        String done = damage.inflict(victim.journal());
        victim.start();
        boolean up = awaitUpOrEnded(cluster, victim);
        cluster.report("%s: %s: %s".formatted(victim.name(), done, up ? "it started" : "refused"));
        if (!up) {
          refused++;
          assertRefusal(victim, done);
          Damage.remove(victim.journal());
          victim.start();
          cluster.awaitOneView(TO_START);
        }
        if (n % LEDGER_EVERY == LEDGER_EVERY - 1) {
          cluster.ledger(1);
        }
      }
      Instant to = Moment.wholeSecond(Instant.now());
      cluster.report(refused + " of " + TIMES + " damaged journals were refused");
      Recovery.check(cluster, Instant.now());

      cluster.judge(TIMES + " damaged journals", from, to).assertSound();
    }
  }

  private static boolean awaitUpOrEnded(LabCluster cluster, Member victim) {
    boolean decided =
        Moment.awaitTrue(TO_START, () -> !victim.isAlive() || cluster.oneView().isPresent());
    assertThat(decided).as("%s neither joined nor ended", victim.name()).isTrue();
    return victim.isAlive();
  }

  private static void assertRefusal(Member victim, String done) {
    int code = victim.exitCode(Recovery.BOUND).orElseThrow();
    assertThat(code).as("exit code after: %s", done).isNotZero().isNotEqualTo(BUG);
    assertThat(victim.log().tail())
        .as("last words after: %s", done)
        .contains(victim.journal().getFileName().toString());
  }
}
