package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A member is frozen within 20 ms of a fire time, when it has asked for votes or has them and has
 * not started yet, and thawed after the deadline. Its votes must not hold up the job's next fire
 * times for longer than that.
 */
@NeedsLab
@Order(4)
final class ClaimStopIT {
  private static final int TIMES = Form.of(3, 40);
  private static final int WINDOW_MILLIS = 20;
  private static final int JOBS = 20;
  private static final int LEDGER_EVERY = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final Duration PAUSE = DEADLINE.plusSeconds(2);

  /** From the check of the deadline to the first line of the process that was started. */
  private static final Duration PROCESS_START = Duration.ofMillis(500);

  @Test
  void member_frozenBetweenClaimAndStart_startsNothingTwiceOrPastItsDeadline() {
    long seed = Form.seed();
    Random random = new Random(seed);
    List<LabJob> jobs = new ArrayList<>();
    LabJob.eachSecond(JOBS).forEach(job -> jobs.add(job.with(", deadline: 3s, misfire: skip")));
    try (LabCluster cluster =
        LabCluster.start("claim-stop", 5, List.copyOf(jobs), LabCluster.VOTERS)) {
      cluster.report("seed " + seed);
      Instant from = Moment.wholeSecond(Instant.now());
      int due = 0;
      for (int n = 0; n < TIMES; n++) {
        Member member = cluster.members().get(random.nextInt(cluster.members().size()));
        due += (int) cluster.jobs().stream().filter(j -> cluster.ownerOf(j) == member).count();
        Instant fire = Moment.wholeSecond(Instant.now().plusMillis(100));
        Moment.await(fire.plusNanos(random.nextInt(WINDOW_MILLIS * 1_000_000)));
        member.freeze();
        Moment.pass(PAUSE);
        assertThat(member.isFrozen()).as("void: %s is not frozen", member.name()).isTrue();
        member.thaw();
        cluster.awaitOneView(Recovery.BOUND);
        if (n % LEDGER_EVERY == LEDGER_EVERY - 1) {
          cluster.ledger(1);
        }
      }
      assertThat(due).as("void: the frozen owned nothing").isPositive();
      Instant to = Moment.wholeSecond(Instant.now());
      Recovery.check(cluster, Instant.now());

      Verdict verdict =
          cluster.judge(TIMES + " stops within 20 ms of a fire time", from, to).assertSound();
      assertThat(startedTooLate(cluster, from, to)).as("started after its deadline").isEmpty();
      cluster.report(
          verdict.explained().size() + " claimed and not started: " + verdict.explained());
    }
  }

  /**
   * Returns the runs whose code was called after their deadline. A process that is frozen while it
   * starts a command, whose first line is then late, has called the code before: its log says when,
   * in a line that the calling thread writes, as the news of the run may come too late to tell.
   */
  private static List<String> startedTooLate(LabCluster cluster, Instant from, Instant to) {
    return cluster.notes().stream()
        .filter(note -> note.start() && !note.fireTime().isBefore(from) && note.at().isBefore(to))
        .filter(note -> note.at().isAfter(note.fireTime().plus(DEADLINE).plus(PROCESS_START)))
        .filter(
            note -> {
              Instant called =
                  cluster.member(note.member()).log().called().getOrDefault(note.run(), note.at());
              return called.isAfter(note.fireTime().plus(DEADLINE));
            })
        .map(note -> note.run() + " on " + note.member() + " at " + note.at())
        .toList();
  }
}
