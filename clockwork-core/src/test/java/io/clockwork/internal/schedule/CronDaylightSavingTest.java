package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fire times around jumps of the clock, computed by hand. Paris jumps at 01:00 UTC (29 March and 25
 * October 2026, 28 March and 31 October 2027), New York at 02:00 on its clock (8 March and 1
 * November 2026, 14 March and 7 November 2027), Lord Howe by half an hour at 02:00 on its clock (4
 * October 2026 and 3 October 2027 forwards, 5 April 2026 and 4 April 2027 back).
 */
class CronDaylightSavingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the daily 02:30 that does not exist runs right after the gap, or not at all
          Europe/Paris | 0 30 2 * * ? | RUN_AFTER | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00
          Europe/Paris | 0 30 2 * * ? | SKIP      | 2026-03-28T12:00+01:00 | 2026-03-30T02:30+02:00 2026-03-31T02:30+02:00
          Europe/Paris | 0 30 2 * * ? | RUN_AFTER | 2027-03-27T12:00+01:00 | 2027-03-28T03:00+02:00 2027-03-29T02:30+02:00
          # the borders of the gap: 02:00 is in it, 03:00 is not, and both are the same instant
          Europe/Paris | 0 0 2 * * ?   | RUN_AFTER | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
          Europe/Paris | 0 0 2,3 * * ? | RUN_AFTER | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
          Europe/Paris | 0 0 3 * * ?   | SKIP      | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T03:00+02:00
          Europe/Paris | 59 59 1,2 * * ? | SKIP    | 2026-03-28T12:00+01:00 | 2026-03-29T01:59:59+01:00 2026-03-30T01:59:59+02:00
          # many times in the gap are one fire time
          Europe/Paris | 0 0/5 2 * * ?    | RUN_AFTER | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
          Europe/Paris | 0 10/20 1-3 * * ? | RUN_AFTER | 2026-03-29T01:40+01:00 | 2026-03-29T01:50+01:00 2026-03-29T03:00+02:00 2026-03-29T03:10+02:00
          # every hour of the day is a rhythm: nothing is added
          Europe/Paris | 0 0/15 * * * ? | RUN_AFTER | 2026-03-29T01:30+01:00 | 2026-03-29T01:45+01:00 2026-03-29T03:00+02:00 2026-03-29T03:15+02:00
          Europe/Paris | 0 7/15 * * * ? | RUN_AFTER | 2026-03-29T01:30+01:00 | 2026-03-29T01:37+01:00 2026-03-29T01:52+01:00 2026-03-29T03:07+02:00
          Europe/Paris | 0 30 * * * ?   | RUN_AFTER | 2026-03-29T00:30+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00 2026-03-29T04:30+02:00
          # New York: 02:00 EST is 03:00 EDT
          America/New_York | 0 30 2 * * ?     | RUN_AFTER | 2026-03-07T12:00-05:00 | 2026-03-08T03:00-04:00 2026-03-09T02:30-04:00
          America/New_York | 0 30 2 ? * SUN   | SKIP      | 2027-03-13T12:00-05:00 | 2027-03-21T02:30-04:00 2027-03-28T02:30-04:00
          America/New_York | 0 15 0/2 * * ?   | RUN_AFTER | 2027-03-14T00:00-05:00 | 2027-03-14T00:15-05:00 2027-03-14T03:00-04:00 2027-03-14T04:15-04:00
          America/New_York | 0/20 59 * * * ?  | RUN_AFTER | 2027-03-14T01:59:10-05:00 | 2027-03-14T01:59:20-05:00 2027-03-14T01:59:40-05:00 2027-03-14T03:59:00-04:00
          # Lord Howe: 02:00 is 02:30
          Australia/Lord_Howe | 0 15 2 * * ?    | RUN_AFTER | 2026-10-03T12:00+10:30 | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00
          Australia/Lord_Howe | 0 30 2 * * ?    | RUN_AFTER | 2026-10-03T12:00+10:30 | 2026-10-04T02:30+11:00 2026-10-05T02:30+11:00
          Australia/Lord_Howe | 0 15,45 2 * * ? | SKIP      | 2027-10-02T12:00+10:30 | 2027-10-03T02:45+11:00 2027-10-04T02:15+11:00
          Australia/Lord_Howe | 0 0/20 * * * ?  | RUN_AFTER | 2027-10-03T01:30+10:30 | 2027-10-03T01:40+10:30 2027-10-03T02:40+11:00 2027-10-03T03:00+11:00
          # a gap at midnight, of two hours, and of a whole day
          Africa/Cairo     | 0 0 0 * * ?    | RUN_AFTER | 2026-04-23T12:00+02:00 | 2026-04-24T01:00+03:00 2026-04-25T00:00+03:00
          Antarctica/Troll | 0 30 1,2 * * ? | RUN_AFTER | 2026-03-28T12:00Z | 2026-03-29T03:00+02:00 2026-03-30T01:30+02:00
          Pacific/Apia     | 0 0 9 * * ?    | RUN_AFTER | 2011-12-29T09:00-10:00 | 2011-12-31T00:00+14:00 2011-12-31T09:00+14:00
          """)
  void cron_overAGap_firesAtTheTimesComputedByHand(
      ZoneId zone, String expression, GapPolicy gap, OffsetDateTime after, String expected) {
    Schedule.Cron cron = Schedule.cron(expression, zone).gap(gap);

    assertThat(following(cron, after, expected)).isEqualTo(instants(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the daily 02:30 that comes twice runs once, at the first, or as it is told
          Europe/Paris | 0 30 2 * * ? | FIRST | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00
          Europe/Paris | 0 30 2 * * ? | LAST  | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
          Europe/Paris | 0 30 2 * * ? | BOTH  | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-26T02:30+01:00
          Europe/Paris | 0 30 2 * * ? | FIRST | 2027-10-30T12:00+02:00 | 2027-10-31T02:30+02:00 2027-11-01T02:30+01:00
          # a cron whose last wall-clock time is in the overlap
          Europe/Paris | 0 30 2 25 10 ? 2026 | BOTH | 2026-10-25T02:30+02:00 | 2026-10-25T02:30+01:00
          Europe/Paris | 0 30 2 25 10 ? 2026 | LAST | 2020-01-01T00:00+01:00 | 2026-10-25T02:30+01:00
          Europe/Paris | 0 30 2 25 10 ?      | LAST | 2019-12-01T00:00+01:00 | 2020-10-25T02:30+01:00 2021-10-25T02:30+02:00 2022-10-25T02:30+02:00
          # the borders of the overlap: 02:00 comes twice, 03:00 once
          Europe/Paris | 0 0 2 * * ? | FIRST | 2026-10-24T12:00+02:00 | 2026-10-25T02:00+02:00 2026-10-26T02:00+01:00
          Europe/Paris | 0 0 2 * * ? | LAST  | 2026-10-24T12:00+02:00 | 2026-10-25T02:00+01:00 2026-10-26T02:00+01:00
          Europe/Paris | 0 0 3 * * ? | BOTH  | 2026-10-24T12:00+02:00 | 2026-10-25T03:00+01:00 2026-10-26T03:00+01:00
          # named hours run once each, though they be many
          Europe/Paris | 0 0/30 1-3 * * ? | FIRST | 2026-10-25T01:30+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T03:00+01:00
          Europe/Paris | 0 0/30 1-3 * * ? | LAST  | 2026-10-25T01:00+02:00 | 2026-10-25T01:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00
          # every hour of the day is a rhythm: it runs on, whatever the policy
          Europe/Paris | 0 0/30 * * * ?  | FIRST | 2026-10-25T01:30+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00
          Europe/Paris | 0 30 0-23 * * ? | LAST  | 2026-10-25T01:30+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00
          # New York: 02:00 EDT is 01:00 EST
          America/New_York | 0 30 1 * * ?    | FIRST | 2026-10-31T12:00-04:00 | 2026-11-01T01:30-04:00 2026-11-02T01:30-05:00
          America/New_York | 0 30 1 * * ?    | LAST  | 2027-11-06T12:00-04:00 | 2027-11-07T01:30-05:00 2027-11-08T01:30-05:00
          America/New_York | 0 0 0/2 * * ?   | FIRST | 2027-11-07T00:00-04:00 | 2027-11-07T02:00-05:00 2027-11-07T04:00-05:00
          America/New_York | 0 0 * * * ?     | FIRST | 2027-11-07T00:00-04:00 | 2027-11-07T01:00-04:00 2027-11-07T01:00-05:00 2027-11-07T02:00-05:00
          # Lord Howe: 02:00 is 01:30
          Australia/Lord_Howe | 0 45 1 * * ?  | FIRST | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30
          Australia/Lord_Howe | 0 45 1 * * ?  | LAST  | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+10:30 2026-04-06T01:45+10:30
          Australia/Lord_Howe | 0 15 1 * * ?  | BOTH  | 2027-04-03T12:00+11:00 | 2027-04-04T01:15+11:00 2027-04-05T01:15+10:30
          Australia/Lord_Howe | 0 0/20 * * * ? | FIRST | 2027-04-04T01:20+11:00 | 2027-04-04T01:40+11:00 2027-04-04T01:40+10:30 2027-04-04T02:00+10:30
          # an overlap that ends at midnight brings the evening before twice
          America/Sao_Paulo | 0 30 23 ? * SAT | FIRST | 2018-02-17T12:00-02:00 | 2018-02-17T23:30-02:00 2018-02-24T23:30-03:00
          America/Sao_Paulo | 0 0/30 * ? * SAT | FIRST | 2018-02-17T23:00-02:00 | 2018-02-17T23:30-02:00 2018-02-17T23:00-03:00 2018-02-17T23:30-03:00 2018-02-24T00:00-03:00
          """)
  void cron_overAnOverlap_firesAtTheTimesComputedByHand(
      ZoneId zone,
      String expression,
      OverlapPolicy overlap,
      OffsetDateTime after,
      String expected) {
    Schedule.Cron cron = Schedule.cron(expression, zone).overlap(overlap);

    assertThat(following(cron, after, expected)).isEqualTo(instants(expected));
  }

  @ParameterizedTest
  @CsvSource({"0/10 * * * * ?,8640", "0 0/15 * * * ?,96", "0 7/20 0/1 * * ?,72", "0 0 * * * ?,24"})
  void subDailyCron_onTheDaysOfTheJumps_keepsItsRhythm(String expression, long perDay) {
    // given a zone whose jumps are whole periods, on the days of 23 and of 25 hours
    Schedule.Cron cron = Schedule.cron(expression, ZoneId.of("Europe/Paris"));
    Duration period = Duration.ofDays(1).dividedBy(perDay);
    for (String jump : List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z")) {
      Instant after = Instant.parse(jump).minus(Duration.ofHours(12));
      Instant end = Instant.parse(jump).plus(Duration.ofHours(12));

      // when
      List<Instant> fires = FireTimes.between(cron, after, after, end, 10_000).fireTimes();

      // then
      assertThat(fires).hasSize((int) perDay);
      for (int i = 1; i < fires.size(); i++) {
        assertThat(Duration.between(fires.get(i - 1), fires.get(i))).isEqualTo(period);
      }
    }
  }

  @Test
  void everyTenSeconds_overAYear_firesAsOftenAsTimePasses() {
    Schedule.Cron cron = Schedule.cron("0/10 * * * * ?", ZoneId.of("Europe/Paris"));
    Instant end = Instant.parse("2026-12-31T23:00:00Z");
    ZonedCron fireTimes = new ZonedCron(cron);
    int count = 0;

    Instant time = fireTimes.next(Instant.parse("2025-12-31T23:00:00Z"));
    while (time != null && !time.isAfter(end)) {
      count++;
      time = fireTimes.next(time);
    }

    assertThat(count).isEqualTo(365 * 24 * 60 * 6);
  }

  private static List<Instant> following(Schedule cron, OffsetDateTime after, String expected) {
    Instant from = after.toInstant();
    List<Instant> expectedInstants = instants(expected);
    Instant until = expectedInstants.get(expectedInstants.size() - 1);
    return FireTimes.between(cron, from, from, until, 100).fireTimes();
  }

  private static List<Instant> instants(String texts) {
    return Arrays.stream(texts.split(" ", -1))
        .map(text -> OffsetDateTime.parse(text).toInstant())
        .toList();
  }
}
