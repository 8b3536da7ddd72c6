package io.clockwork.internal.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcCronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          60 0 0 * * ?            | the field seconds, '60', is wrong: 60 is out of range
          0 5X 0 * * ?            | the field minutes, '5X', is wrong: '5X' is not understood
          0 0 24 * * ?            | the field hours, '24', is wrong: 24 is out of range
          0 0 -1 * * ?            | '-1' is not understood
          0 0 1- * * ?            | '1-' is not understood
          0 0 1,,2 * * ?          | '' is not understood
          0 */0 0 * * ?           | a step must be between 1 and 59
          0 *5 0 * * ?            | '*5' is not understood
          0 0/99999999999 0 * * ? | is not understood
          0 1-9/0 0 * * ?         | a step must be between 1 and 59
          0 *-9 0 * * ?           | a range cannot begin with '*'
          0 0 0 32 * ?            | the field day of month, '32', is wrong: 32 is out of range
          0 0 0 L-31 * ?          | no month has a day L-31
          0 0 0 15W,16 * ?        | '15W' cannot stand in a list
          0 0 0 45W * ?           | 45 is out of range
          0 0 0 15LW * ?          | '15LW' is not understood
          0 0 0 1 13 ?            | the field month, '13', is wrong: 13 is out of range
          0 0 0 1 MAI ?           | 'MAI' is no name for it
          0 0 0 1 JAN-MAR/2 ?     | a step goes with numbers and not with names
          0 0 0 ? * 8             | the field day of week, '8', is wrong
          0 0 0 ? * 0             | the field day of week, '0', is wrong
          0 0 0 ? * MONDAY        | 'MONDAY' is not understood
          0 0 0 ? * 6#6           | '6#6' is not understood
          0 0 0 ? * 6#3,2         | '6#3' cannot stand in a list
          0 0 0 ? * MON,FRIL      | 'FRIL' cannot stand in a list
          0 0 0 * * *             | exactly one of the fields day of month and day of week must be '?'
          0 0 0 ? * ?             | exactly one of the fields day of month and day of week must be '?'
          0 0 0 1 * ? 1969        | the field year, '1969', is wrong: 1969 is out of range
          0 0 0 1 * ? 2100        | 2100 is out of range; it takes values from 1970 to 2099
          0 0 0 1 * ? 2030-2027   | a range of years cannot run backwards
          0 0 ? * * ?             | the field hours, '?', is wrong
          a b c d e f             | the field seconds, 'A', is wrong
          0 0 0 1 * ? 2027 1      | it has 8 fields
          """)
  void of_nonsense_isRefusedWithFieldAndReason(String expression, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UtcCron.of(expression))
        .withMessageStartingWith("cron expression '" + expression + "': ")
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "0/1", "*/1", "0-23", "1-0", "12-23,0-11", "0/2,1/2"})
  void firesEveryHour_allHours_isTrue(String hours) {
    assertThat(UtcCron.of("0 0 " + hours + " * * ?").firesEveryHour()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0/2", "1-23", "0-6", "8-18", "1/1"})
  void firesEveryHour_someHours_isFalse(String hours) {
    assertThat(UtcCron.of("0 0 " + hours + " * * ?").firesEveryHour()).isFalse();
  }

  @ParameterizedTest
  // 1 August 2026 is a Saturday, 31 May 2026 a Sunday, 15 November 2026 a Sunday.
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0/15 * 1W * ?        | 2026-08-02T10:07    | 2026-08-03T00:00
          0 0/15 * 1W * ?        | 2026-08-03T10:07    | 2026-08-03T10:15
          0 0 8 15W 11 ?         | 2026-11-15T23:00    | 2026-11-16T08:00
          0 0 8,12 15W 11 ?      | 2026-11-16T08:00    | 2026-11-16T12:00
          0 0 8 31W 5 ?          | 2026-05-01T00:00    | 2026-05-29T08:00
          0 0 8 31W * ?          | 2026-04-01T00:00    | 2026-05-29T08:00
          0 0 8 LW * ?           | 2026-05-29T07:59:59 | 2026-05-29T08:00
          0 0 8 L-2W 2 ? 2028    | 2026-01-01T00:00    | 2028-02-28T08:00
          0 0 8 L-3 * ?          | 2026-02-01T00:00    | 2026-02-25T08:00
          0 0 8 1,L * ?          | 2026-02-01T08:00    | 2026-02-28T08:00
          0 0 8 ? * 6#5          | 2026-02-01T08:00    | 2026-05-29T08:00
          0 0 8 ? * L            | 2026-02-01T08:00    | 2026-02-07T08:00
          0 0 8 ? * 1L           | 2026-02-01T08:00    | 2026-02-22T08:00
          0 0 8 29 2 ?           | 2096-02-29T08:00    |
          59 59 23 31 12 ?       | 2098-12-31T23:59:59 | 2099-12-31T23:59:59
          * * * * * ?            | 2099-12-31T23:59:59 |
          0 0 0 1 1 ?            | 0001-01-01T00:00    | 1970-01-01T00:00
          0 0 0 1 1 ? 2098/1     | 1970-01-01T00:00    | 2098-01-01T00:00
          """)
  void nextAfter_specialForms_areRight(
      String expression, LocalDateTime after, LocalDateTime expected) {
    assertThat(UtcCron.of(expression).nextAfter(after)).isEqualTo(expected);
  }

  @Test
  void nextAfter_fractionOfASecond_isCutTowardsTheNext() {
    UtcCron everySecond = UtcCron.of("* * * * * ?");

    assertThat(everySecond.nextAfter(LocalDateTime.parse("2026-01-01T00:00:00.999999999")))
        .isEqualTo("2026-01-01T00:00:01");
  }

  @Test
  void nextAfter_underABuddhistLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist"));
      assertThat(UtcCron.of("1 0 8 15W 8 ?").nextAfter(LocalDateTime.parse("2026-08-01T00:00")))
          .isEqualTo("2026-08-14T08:00:01");
      assertThat(UtcCron.of("1 0 8 ? 8 6#2").nextAfter(LocalDateTime.parse("2026-08-01T00:00")))
          .isEqualTo("2026-08-14T08:00:01");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nextAfter_fromSeveralThreads_agrees() throws Exception {
    UtcCron shared = UtcCron.of("0 0 12 ? * MON-FRI");
    Callable<List<LocalDateTime>> walk =
        () ->
            Stream.iterate(LocalDate.of(2026, 1, 1).atStartOfDay(), shared::nextAfter)
                .limit(2_000)
                .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<LocalDateTime> expected = walk.call();
      for (Future<List<LocalDateTime>> result :
          threads.invokeAll(List.of(walk, walk, walk, walk))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
