package io.clockwork.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.internal.quartz.RandomCron;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Random cron expressions in random zones, mostly around a jump of the clock, against an oracle.
 */
class CronOracleTest {
  private static final long BEGIN = Instant.parse("1970-01-10T00:00:00Z").getEpochSecond();
  private static final long END = Instant.parse("2098-01-01T00:00:00Z").getEpochSecond();

  /** A zone and an instant, which is a jump of its clock if it has one later. */
  record Place(ZoneId zone, Instant instant) {}

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void cron_aroundJumps_firesAsTheWallClockSaysByTheMinute(
      @ForAll("minuteCrons") RandomCron cron,
      @ForAll("places") Place place,
      @ForAll GapPolicy gap,
      @ForAll OverlapPolicy overlap) {
    Instant middle = place.instant.truncatedTo(ChronoUnit.MINUTES);
    Duration step = Duration.ofMinutes(1);
    if (!middle.equals(place.instant) || !wholeMinutes(place)) {
      return; // the oracle by the second has these
    }
    check(cron, place, gap, overlap, middle, Duration.ofHours(26), step);
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void cron_aroundJumps_firesAsTheWallClockSaysByTheSecond(
      @ForAll("secondCrons") RandomCron cron,
      @ForAll("places") Place place,
      @ForAll GapPolicy gap,
      @ForAll OverlapPolicy overlap) {
    Instant middle = place.instant.truncatedTo(ChronoUnit.SECONDS);
    check(cron, place, gap, overlap, middle, Duration.ofMinutes(80), Duration.ofSeconds(1));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void cron_onTheDayOfAJumpOnly_isFoundFromYearsAway(
      @ForAll("minuteCrons") RandomCron times,
      @ForAll("places") Place place,
      @ForAll GapPolicy gap,
      @ForAll OverlapPolicy overlap,
      @ForAll boolean everyYear) {
    // given
    Instant jump = place.instant.truncatedTo(ChronoUnit.MINUTES);
    if (!jump.equals(place.instant) || !wholeMinutes(place)) {
      return;
    }
    LocalDate day = jump.minusSeconds(1).atZone(place.zone).toLocalDate();
    RandomCron random = times.onlyOn(day, everyYear);
    Schedule.Cron cron = Schedule.cron(random.expression(), place.zone).gap(gap).overlap(overlap);
    Instant after = jump.minus(Duration.ofHours(26));
    Instant until = jump.plus(Duration.ofHours(26));
    List<Instant> expected =
        new BruteForce(place.zone, Duration.ofMinutes(1))
            .fireTimes(random, gap, overlap, after, until);

    // when
    Instant yearsBefore = jump.minus(Duration.ofDays(500));
    List<Instant> found =
        Stream.iterate(
                FireTimes.next(cron, jump, yearsBefore),
                time -> time.isPresent() && !time.get().isAfter(until),
                time -> FireTimes.next(cron, jump, time.get()))
            .map(Optional::get)
            .filter(time -> time.isAfter(after))
            .toList();

    // then
    assertThat(difference(found, expected)).as("too many of %s", cron).isEmpty();
    assertThat(difference(expected, found)).as("missing of %s", cron).isEmpty();
  }

  private static void check(
      RandomCron random,
      Place place,
      GapPolicy gap,
      OverlapPolicy overlap,
      Instant middle,
      Duration around,
      Duration step) {
    // given
    Schedule.Cron cron = Schedule.cron(random.expression(), place.zone).gap(gap).overlap(overlap);
    Instant after = middle.minus(around);
    Instant until = middle.plus(around);
    List<Instant> expected =
        new BruteForce(place.zone, step).fireTimes(random, gap, overlap, after, until);

    // when
    FireWindow all = FireTimes.between(cron, after, after, until, 20_000);
    FireWindow newest = FireTimes.between(cron, after, after, until, 7);

    // then
    assertThat(difference(all.fireTimes(), expected)).as("too many of %s", cron).isEmpty();
    assertThat(difference(expected, all.fireTimes())).as("missing of %s", cron).isEmpty();
    assertThat(all.fireTimes()).hasSameSizeAs(expected).isSorted();
    assertThat(all.olderLeftOut()).isFalse();
    assertThat(newest.fireTimes())
        .isEqualTo(expected.subList(Math.max(0, expected.size() - 7), expected.size()));
    assertThat(newest.olderLeftOut()).isEqualTo(expected.size() > 7);
    for (int i = 1; i < expected.size(); i++) {
      Instant inBetween = expected.get(i).minusNanos(1);
      assertThat(FireTimes.next(cron, after, inBetween)).contains(expected.get(i));
    }
  }

  private static List<Instant> difference(List<Instant> all, List<Instant> without) {
    Set<Instant> excluded = new HashSet<>(without);
    return all.stream().filter(time -> !excluded.contains(time)).limit(10).toList();
  }

  private static boolean wholeMinutes(Place place) {
    ZoneRules rules = place.zone.getRules();
    Duration day = Duration.ofDays(2);
    return rules.getOffset(place.instant.minus(day)).getTotalSeconds() % 60 == 0
        && rules.getOffset(place.instant).getTotalSeconds() % 60 == 0
        && rules.getOffset(place.instant.plus(day)).getTotalSeconds() % 60 == 0;
  }

  @Provide
  Arbitrary<RandomCron> minuteCrons() {
    return RandomCron.ofWholeMinutes();
  }

  @Provide
  Arbitrary<RandomCron> secondCrons() {
    return RandomCron.ofSeconds();
  }

  @Provide
  Arbitrary<Place> places() {
    Arbitrary<String> all = Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    Arbitrary<String> odd =
        Arbitraries.of(
            "Europe/Paris",
            "America/New_York",
            "Australia/Lord_Howe", // half an hour
            "Africa/Casablanca", // around Ramadan
            "America/St_Johns", // at 00:01 until 2011
            "Antarctica/Troll", // two hours
            "Asia/Gaza",
            "Africa/Cairo", // at midnight
            "America/Sao_Paulo", // at midnight
            "Africa/Monrovia", // an offset in seconds until 1972
            "Pacific/Apia"); // left out 30 December 2011
    Arbitrary<Instant> instants =
        Arbitraries.longs().between(BEGIN, END).map(Instant::ofEpochSecond);
    return Combinators.combine(
            Arbitraries.frequencyOf(Tuple.of(1, all), Tuple.of(1, odd)).map(ZoneId::of), instants)
        .as(
            (zone, instant) -> {
              ZoneOffsetTransition jump = zone.getRules().nextTransition(instant);
              return new Place(zone, jump == null ? instant : jump.getInstant());
            });
  }
}
