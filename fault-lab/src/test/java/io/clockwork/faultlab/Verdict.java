package io.clockwork.faultlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/**
 * What a phase of a history has come to.
 *
 * @param phase its name
 * @param due how many runs were due
 * @param started how many of them started
 * @param doubled runs that started more than once, with where and when
 * @param missed runs that never started, and of which the ledger gives no reason
 * @param explained runs that never started, with the ledger's reason
 * @param early runs that started before their fire time
 * @param phantom runs of a time at which nothing was due
 * @param unended fire times that must get a run that ends, and got none
 * @param tokens what is wrong with the fencing tokens
 * @param mostAtOnce the most starts of one job within one second
 * @param late how late each started, in ascending order
 */
record Verdict(
    String phase,
    int due,
    int started,
    List<String> doubled,
    List<String> missed,
    List<String> explained,
    List<String> early,
    List<String> phantom,
    List<String> unended,
    List<String> tokens,
    int mostAtOnce,
    List<Duration> late) {

  private static final int PERCENT = 100;

  Duration latest() {
    return late.isEmpty() ? Duration.ZERO : late.get(late.size() - 1);
  }

  /** Returns how late the given share of the runs was at the most. */
  Duration percentile(int percent) {
    int rank = (late.size() * percent + PERCENT - 1) / PERCENT;
    return late.isEmpty() ? Duration.ZERO : late.get(Math.max(rank, 1) - 1);
  }

  Verdict assertNothingDoubled() {
    assertThat(doubled).as("doubled in %s", this).isEmpty();
    return this;
  }

  /** Asserts that nothing ran that should not, and that all that did not run has a reason. */
  Verdict assertSound() {
    assertThat(due).as("void: nothing was due in %s", phase).isPositive();
    assertNothingDoubled();
    assertThat(early).as("early in %s", this).isEmpty();
    assertThat(phantom).as("phantoms in %s", this).isEmpty();
    assertThat(unended).as("never ended in %s", this).isEmpty();
    assertThat(tokens).as("fencing tokens in %s", this).isEmpty();
    assertThat(missed).as("missed, and nobody says why, in %s", this).isEmpty();
    return this;
  }

  /** Asserts {@link #assertSound} and that all that was due ran. */
  Verdict assertComplete() {
    assertSound();
    assertThat(explained).as("not run in %s", this).isEmpty();
    return this;
  }

  Verdict assertLateAtMost(Duration bound) {
    assertThat(latest()).as("latest start in %s", this).isLessThanOrEqualTo(bound);
    return this;
  }

  /** Asserts that nothing was made up for in a heap. */
  Verdict assertNoBurst() {
    assertThat(mostAtOnce).as("starts of a job within a second in %s", this).isLessThanOrEqualTo(3);
    return this;
  }

  @Override
  public String toString() {
    return ("%s: %d due, %d started, %d doubled, %d missed without a reason, %d with one, %d early,"
            + " %d phantom, %d unended; at most %d of a job in a second; late p50 %d ms, p99 %d ms, max %d ms")
        .formatted(
            phase,
            due,
            started,
            doubled.size(),
            missed.size(),
            explained.size(),
            early.size(),
            phantom.size(),
            unended.size(),
            mostAtOnce,
            percentile(50).toMillis(),
            percentile(99).toMillis(),
            latest().toMillis());
  }
}
