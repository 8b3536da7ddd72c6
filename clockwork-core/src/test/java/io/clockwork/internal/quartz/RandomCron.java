package io.clockwork.internal.quartz;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A random cron expression together with what it means, made from the meaning: nothing here parses,
 * and nothing is shared with the code under test.
 */
public record RandomCron(Field seconds, Field minutes, Field hours, Days days) {

  /** The text of a field and the values that it stands for. */
  public record Field(String text, Set<Integer> values) {}

  /** The texts of the date fields and the dates that they stand for. */
  public record Days(
      String dayOfMonth, String month, String dayOfWeek, Predicate<LocalDate> matches) {}

  public String expression() {
    return String.join(
        " ", seconds.text, minutes.text, hours.text, days.dayOfMonth, days.month, days.dayOfWeek);
  }

  public boolean everyHour() {
    return hours.values.size() == 24;
  }

  public boolean matches(LocalDateTime time) {
    return seconds.values.contains(time.getSecond())
        && minutes.values.contains(time.getMinute())
        && hours.values.contains(time.getHour())
        && days.matches.test(time.toLocalDate());
  }

  /** The same times of day on a single date, in that year or in every year. */
  public RandomCron onlyOn(LocalDate date, boolean everyYear) {
    MonthDay monthDay = MonthDay.from(date);
    Days day =
        new Days(
            String.valueOf(date.getDayOfMonth()),
            String.valueOf(date.getMonthValue()),
            everyYear ? "?" : "? " + date.getYear(),
            d -> MonthDay.from(d).equals(monthDay) && (everyYear || d.equals(date)));
    return new RandomCron(seconds, minutes, hours, day);
  }

  @Override
  public String toString() {
    return expression();
  }

  public static Arbitrary<RandomCron> ofWholeMinutes() {
    return with(Arbitraries.just(new Field("0", Set.of(0))));
  }

  public static Arbitrary<RandomCron> ofSeconds() {
    return with(field(60));
  }

  private static Arbitrary<RandomCron> with(Arbitrary<Field> seconds) {
    return Combinators.combine(seconds, field(60), field(24), anyDays()).as(RandomCron::new);
  }

  private static Arbitrary<Field> field(int size) {
    Arbitrary<Integer> value = Arbitraries.integers().between(0, size - 1);
    Arbitrary<Field> any = Arbitraries.just(new Field("*", range(0, size - 1, 1)));
    Arbitrary<Field> list =
        // Small values are where most zones jump.
        Arbitraries.frequencyOf(
                Tuple.of(1, value), Tuple.of(2, Arbitraries.integers().between(0, 3)))
            .set()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(
                set ->
                    new Field(
                        set.stream().map(String::valueOf).collect(Collectors.joining(",")), set));
    Arbitrary<Field> steps =
        Combinators.combine(value, Arbitraries.integers().between(1, size / 2))
            .as((from, step) -> new Field(from + "/" + step, range(from, size - 1, step)));
    Arbitrary<Field> ranges =
        Combinators.combine(value, value)
            .as(
                (from, to) -> {
                  Set<Integer> values = new TreeSet<>();
                  for (int v = from; v != to; v = (v + 1) % size) {
                    values.add(v);
                  }
                  values.add(to);
                  return new Field(from + "-" + to, values);
                });
    return Arbitraries.oneOf(any, any, list, steps, ranges);
  }

  private static Arbitrary<Days> anyDays() {
    Arbitrary<Integer> dayOfMonth = Arbitraries.integers().between(1, 31);
    Arbitrary<Integer> dayOfWeek = Arbitraries.integers().between(1, 7);
    Arbitrary<Days> every = Arbitraries.just(new Days("*", "*", "?", date -> true));
    Arbitrary<Days> anyWeekday = Arbitraries.just(new Days("?", "*", "*", date -> true));
    Arbitrary<Days> some =
        dayOfMonth
            .set()
            .ofMinSize(1)
            .ofMaxSize(12)
            .map(
                set ->
                    new Days(
                        set.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        "*",
                        "?",
                        date -> set.contains(date.getDayOfMonth())));
    Arbitrary<Days> months =
        Arbitraries.integers()
            .between(1, 12)
            .set()
            .ofMinSize(1)
            .ofMaxSize(8)
            .map(
                set ->
                    new Days(
                        "?",
                        set.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        "SUN-TUE,SAT",
                        date ->
                            set.contains(date.getMonthValue())
                                && (weekday(date) <= 3 || weekday(date) == 7)));
    Arbitrary<Days> last =
        Arbitraries.integers()
            .between(0, 30)
            .map(n -> new Days(n == 0 ? "L" : "L-" + n, "*", "?", date -> fromEnd(date) == n));
    Arbitrary<Days> nearest =
        dayOfMonth.map(n -> new Days(n + "W", "*", "?", date -> isNearestWeekday(date, n)));
    Arbitrary<Days> lastWeekday =
        dayOfWeek.map(
            n ->
                new Days(
                    "?",
                    "*",
                    n + "L",
                    date -> date.equals(date.with(TemporalAdjusters.lastInMonth(iso(n))))));
    Arbitrary<Days> nth =
        Combinators.combine(dayOfWeek, Arbitraries.integers().between(1, 5))
            .as(
                (n, k) ->
                    new Days(
                        "?",
                        "*",
                        n + "#" + k,
                        date -> weekday(date) == n && (date.getDayOfMonth() + 6) / 7 == k));
    return Arbitraries.oneOf(
        every, every, anyWeekday, some, some, months, last, nearest, lastWeekday, nth);
  }

  private static Set<Integer> range(int from, int to, int step) {
    return IntStream.iterate(from, v -> v <= to, v -> v + step).boxed().collect(Collectors.toSet());
  }

  private static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7 + 1;
  }

  private static DayOfWeek iso(int weekday) {
    return DayOfWeek.of((weekday + 5) % 7 + 1);
  }

  private static int fromEnd(LocalDate date) {
    return date.lengthOfMonth() - date.getDayOfMonth();
  }

  /** Whether no other weekday of the month is nearer to its day n (never tied: Sat and Sun). */
  private static boolean isNearestWeekday(LocalDate date, int n) {
    if (n > date.lengthOfMonth() || date.getDayOfWeek().getValue() > 5) {
      return false;
    }
    int distance = Math.abs(date.getDayOfMonth() - n);
    for (int day = 1; day <= date.lengthOfMonth(); day++) {
      if (date.withDayOfMonth(day).getDayOfWeek().getValue() <= 5 && Math.abs(day - n) < distance) {
        return false;
      }
    }
    return true;
  }
}
