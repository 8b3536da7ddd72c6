package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge of clusters with named voters bites: each planted bug is found, and soon. */
class SplitJudgeTest {
  private static final int SEEDS_TO_FIND = 200;

  @ParameterizedTest
  @EnumSource(
      names = {
        "VIEW_AS_QUORUM",
        "REVOKES_VOTES",
        "VOTES_AFRESH",
        "COUNTS_TOKENS",
        "WAKES_UNASKED",
        "ARMS_FROM_NOW",
        "FORGETS_FSYNC"
      })
  void plantedBug_inAllNodes_isFoundWithinFewHistories(Planted bug) {
    // given: a vote that is forgotten does no harm but at the worst moment
    long first = bug == Planted.VOTES_AFRESH ? SplitHistory.CRUEL : 1;

    // when
    OptionalLong found =
        LongStream.range(first, first + SEEDS_TO_FIND)
            .parallel()
            .filter(seed -> !SplitJudge.play(new SplitHistory(seed, false, bug)).faults().isEmpty())
            .findAny();

    // then
    assertThat(found).as("any of %d histories in which %s shows", SEEDS_TO_FIND, bug).isPresent();
  }
}
