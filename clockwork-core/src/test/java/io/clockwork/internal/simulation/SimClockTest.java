package io.clockwork.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.sim.SimTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimClockTest {
  private final SimTime time = new SimTime();
  private final SimClock clock = new SimClock(time, Duration.ofMillis(50));

  @Test
  void clockThatIsSetBack_leavesTheMonotonicOneAlone() {
    // given
    time.advance(Duration.ofSeconds(10));
    long nanos = clock.now().nanos();

    // when
    clock.jump(Duration.ofSeconds(-300));

    // then
    assertThat(clock.wall()).isEqualTo(time.wall().minusSeconds(300).plusMillis(50));
    assertThat(clock.now().nanos()).isEqualTo(nanos);
  }

  @Test
  void clockThatDrifts_gainsInProportionToTime_andKeepsWhatItHasGained() {
    // given
    clock.drift(200);
    time.advance(Duration.ofHours(1));

    // when
    clock.drift(-100);
    time.advance(Duration.ofHours(1));

    // then: 200 and then -100 millionths of an hour
    assertThat(clock.offset()).isEqualTo(Duration.ofMillis(50 + 720 - 360));
  }
}
