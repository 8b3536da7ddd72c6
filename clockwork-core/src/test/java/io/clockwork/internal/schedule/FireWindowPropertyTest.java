package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FireWindowPropertyTest {
  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");

  @Property(tries = 300)
  void between_ofAFixedRate_isTheTailOfWalkingIt(
      @ForAll @IntRange(min = 1, max = 5_000) int period,
      @ForAll @IntRange(min = -10_000, max = 10_000) int start,
      @ForAll @IntRange(min = 0, max = 20_000) int length,
      @ForAll @IntRange(min = 1, max = 50) int limit) {
    // given
    Schedule rate = Schedule.every(Duration.ofMillis(period)).startingAt(ANCHOR.plusMillis(start));
    Instant until = ANCHOR.plusMillis(length);
    List<Instant> all = new ArrayList<>();
    Optional<Instant> time = FireTimes.next(rate, ANCHOR, ANCHOR);
    while (time.isPresent() && !time.get().isAfter(until)) {
      all.add(time.get());
      time = FireTimes.next(rate, ANCHOR, time.get());
    }

    // when
    FireWindow window = FireTimes.between(rate, ANCHOR, ANCHOR, until, limit);

    // then
    assertThat(window.fireTimes())
        .isEqualTo(all.subList(Math.max(0, all.size() - limit), all.size()));
    assertThat(window.olderLeftOut()).isEqualTo(all.size() > limit);
  }
}
