package io.clockwork.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest fire times of a long stretch where only the next one can be computed.
 *
 * <p>The last part of the stretch is doubled until it holds enough fire times; where a doubling
 * brings in far too many (a cron that fires every second of one day in the year), its begin is
 * bisected until it holds between one and two limits. No look at a part reads more than two limits.
 */
final class NewestFireTimes {
  private NewestFireTimes() {}

  static FireWindow between(
      Function<Instant, @Nullable Instant> next, Instant after, Instant until, int limit) {
    if (!after.isBefore(until)) {
      return new FireWindow(List.of(), false);
    }
    Duration whole = Duration.between(after, until);
    Duration tooFew = Duration.ZERO; // a last part of this length has fewer than the limit
    Duration length = min(Duration.ofMillis(limit), whole);
    Duration tooMany = null; // and one of this length more than two limits
    while (true) {
      List<Instant> found = read(next, until.minus(length), until, 2L * limit);
      if (found.size() > 2L * limit) {
        tooMany = length;
      } else if (found.size() >= limit || length.equals(whole)) {
        return newest(next.apply(after), found, limit);
      } else {
        tooFew = length;
      }
      length =
          tooMany == null
              ? min(length.multipliedBy(2), whole)
              : tooFew.plus(tooMany.minus(tooFew).dividedBy(2));
    }
  }

  /** The fire times of a part, or one more than the most that are wanted. */
  private static List<Instant> read(
      Function<Instant, @Nullable Instant> next, Instant after, Instant until, long most) {
    List<Instant> found = new ArrayList<>();
    Instant time = next.apply(after);
    while (time != null && !time.isAfter(until) && found.size() <= most) {
      found.add(time);
      time = next.apply(time);
    }
    return found;
  }

  private static FireWindow newest(@Nullable Instant oldest, List<Instant> found, int limit) {
    List<Instant> kept = found.subList(Math.max(0, found.size() - limit), found.size());
    return new FireWindow(kept, !kept.isEmpty() && oldest != null && oldest.isBefore(kept.get(0)));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
