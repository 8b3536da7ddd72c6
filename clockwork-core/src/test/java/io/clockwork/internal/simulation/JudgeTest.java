package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge bites: each planted bug is found, and soon. */
class JudgeTest {
  private static final int SEEDS = 60;
  private static final int SEEDS_TO_FIND = 200;

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NOTHING",
        // Found by SplitJudgeTest.
        "FORGETS_FSYNC",
        "VIEW_AS_QUORUM",
        "REVOKES_VOTES",
        "VOTES_AFRESH",
        "COUNTS_TOKENS",
        "WAKES_UNASKED"
      })
  void plantedBug_inAllNodes_isFoundWithinFewHistories(Planted bug) {
    // when
    OptionalLong found =
        LongStream.rangeClosed(1, SEEDS_TO_FIND)
            .filter(seed -> !Judge.play(new History(seed, false, bug)).isEmpty())
            .findFirst();

    // then
    assertThat(found).as("first of %d histories in which %s shows", SEEDS_TO_FIND, bug).isPresent();
  }

  /**
   * Ownership says who tries first, and must not be needed for more: even if all claim everything
   * at once, only the number of frames suffers.
   */
  @Test
  void anyHistory_ifAllClaimEverything_losesNothingAndDoublesNothing() {
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              List<String> faults = Judge.play(new History(seed, false, Planted.OWNS_EVERYTHING));
              assertThat(faults)
                  .as("seed %d", seed)
                  .allMatch(each -> each.startsWith(StartChecks.NOT_ITS_OWNER));
            });
  }
}
