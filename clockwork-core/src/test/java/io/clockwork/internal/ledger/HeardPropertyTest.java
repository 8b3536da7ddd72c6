package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeardPropertyTest {
  private static final int MOST = 60;

  @Property
  void ranges_inAnyOrder_areRememberedExactly(@ForAll("ranges") List<long[]> ranges) {
    // given
    Heard heard = new Heard();
    TreeSet<Long> model = new TreeSet<>();

    for (long[] range : ranges) {
      // when
      heard.range(range[0], range[1]);
      for (long seq = range[0]; seq <= range[1]; seq++) {
        model.add(seq);
      }

      // then
      long upTo = 0;
      while (model.contains(upTo + 1)) {
        upTo++;
      }
      assertThat(heard.upTo()).isEqualTo(upTo);
      for (long seq = 1; seq <= MOST + 10; seq++) {
        assertThat(heard.contains(seq)).as("%d", seq).isEqualTo(model.contains(seq));
      }
    }
  }

  @Example
  void oneLostFrame_underAnyNumberOfLaterOnes_isTheOnlyGap() {
    // given
    Heard heard = new Heard();
    for (long seq = 2; seq <= 10_000; seq++) {
      heard.range(seq, seq);
    }

    // when
    heard.range(1, 1);

    // then
    assertThat(heard.upTo()).isEqualTo(10_000);
  }

  @Example
  void tooManyGaps_areForgottenButNeverClaimed() {
    // given
    Heard heard = new Heard();
    for (long seq = 2; seq <= 2_000; seq += 2) {
      heard.range(seq, seq);
    }

    // when
    for (long seq = 1; seq <= 2_000; seq += 2) {
      heard.range(seq, seq);
    }

    // then: some are to be heard once more
    assertThat(heard.upTo()).isGreaterThanOrEqualTo(512);
    assertThat(heard.contains(2_001)).isFalse();
  }

  @Provide
  Arbitrary<List<long[]>> ranges() {
    return Combinators.combine(
            Arbitraries.longs().between(1, MOST), Arbitraries.longs().between(0, 8))
        .as((first, more) -> new long[] {first, first + more})
        .list()
        .ofMaxSize(40);
  }
}
