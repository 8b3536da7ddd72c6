package io.clockwork.internal.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.quartz.CronExpression;

/** Our times of day with Quartz's days, against what the expression means and what Quartz says. */
class UtcCronPropertyTest {

  @Property(tries = 400)
  void nextAfter_anyExpression_isWhatQuartzSaysInUtc(
      @ForAll("crons") RandomCron cron,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long epochSecond)
      throws ParseException {
    if (cron.expression().contains("W")) {
      return; // Quartz has it wrong, see MatchingDays
    }
    CronExpression quartz = new CronExpression(cron.expression());
    quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    for (int i = 0; i < 20; i++) {
      Date expected = quartz.getNextValidTimeAfter(Date.from(time.toInstant(ZoneOffset.UTC)));
      time = UtcCron.of(cron.expression()).nextAfter(time);
      assertThat(time).isNotNull();
      assertThat(time.toInstant(ZoneOffset.UTC)).isEqualTo(expected.toInstant());
    }
  }

  @Property(tries = 200)
  void nextAfter_anyExpression_matchesAndLeavesNoneOut(
      @ForAll("crons") RandomCron cron,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long epochSecond) {
    // given
    UtcCron utcCron = UtcCron.of(cron.expression());
    LocalDateTime after = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);

    // when
    LocalDateTime found = utcCron.nextAfter(after);

    // then
    assertThat(found).isNotNull();
    assertThat(cron.matches(found)).isTrue();
    LocalDateTime end = after.plusHours(3);
    LocalDateTime time = after.plusSeconds(1);
    for (; time.isBefore(found) && time.isBefore(end); time = time.plusSeconds(1)) {
      assertThat(cron.matches(time)).as("%s at %s", cron, time).isFalse();
    }
    for (; time.isBefore(found); time = time.plusDays(1)) {
      LocalDateTime first = time.toLocalDate().atTime(found.toLocalTime());
      assertThat(first.isBefore(found) && first.isAfter(after) && cron.matches(first)).isFalse();
    }
    assertThat(utcCron.nextAfter(found.minusNanos(1))).isEqualTo(found);
  }

  @Provide
  Arbitrary<RandomCron> crons() {
    return RandomCron.ofSeconds();
  }
}
