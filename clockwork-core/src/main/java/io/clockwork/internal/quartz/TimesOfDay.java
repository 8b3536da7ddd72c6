package io.clockwork.internal.quartz;

import java.util.BitSet;

/** The times of a day that the first three fields of a cron expression name, as bit masks. */
final class TimesOfDay {
  private static final int NONE = -1;

  private final long seconds;
  private final long minutes;
  private final long hours;

  TimesOfDay(BitSet seconds, BitSet minutes, BitSet hours) {
    this.seconds = seconds.toLongArray()[0];
    this.minutes = minutes.toLongArray()[0];
    this.hours = hours.toLongArray()[0];
  }

  boolean everyHour() {
    return Long.bitCount(hours) == 24;
  }

  int first() {
    return (next(hours, 0) * 60 + next(minutes, 0)) * 60 + next(seconds, 0);
  }

  /** The first time at or after a second of the day, as a second of the day, or -1. */
  int atOrAfter(int secondOfDay) {
    int hour = secondOfDay / 3600;
    int minute = secondOfDay / 60 % 60;
    int second = secondOfDay % 60;
    if (isSet(hours, hour)) {
      if (isSet(minutes, minute)) {
        int found = next(seconds, second);
        if (found != NONE) {
          return (hour * 60 + minute) * 60 + found;
        }
      }
      int found = next(minutes, minute + 1);
      if (found != NONE) {
        return (hour * 60 + found) * 60 + next(seconds, 0);
      }
    }
    int found = next(hours, hour + 1);
    return found == NONE ? NONE : (found * 60 + next(minutes, 0)) * 60 + next(seconds, 0);
  }

  private static boolean isSet(long mask, int bit) {
    return (mask >>> bit & 1) != 0;
  }

  /** The lowest bit at or above one, or -1; the masks end at bit 59, so a shift by 60 is fine. */
  private static int next(long mask, int from) {
    long rest = mask & (-1L << from);
    return rest == 0 ? NONE : Long.numberOfTrailingZeros(rest);
  }
}
