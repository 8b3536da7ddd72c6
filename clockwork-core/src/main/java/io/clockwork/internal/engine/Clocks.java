package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.job.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far this member's clock is from those of the others, as their answers tell: from their
 * middle, so that one wrong clock is noticed by its own member, and by no other. Beyond a bound the
 * member claims nothing, for it would be early or late with everything.
 */
final class Clocks {
  private static final Duration NOTABLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(500);
  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final Duration JUMP = Duration.ofMillis(250);

  private record Offset(Duration ahead, long at) {}

  private final Context context;
  private final Duration bound;
  private final Runnable changed;
  private final Map<NodeId, Offset> offsets = new HashMap<>();
  private @Nullable Moment last;
  private boolean alarmed;
  private boolean outlier;

  /**
   * Creates it.
   *
   * @param bound how far this member's clock may be from the others' for it to claim
   * @param changed called when this member may claim no more, or again
   */
  Clocks(Context context, Duration bound, Runnable changed) {
    this.bound = bound;
    this.context = context;
    this.changed = changed;
  }

  /** Returns whether this member's clock is so wrong that it is to claim nothing. */
  boolean outlier() {
    return outlier;
  }

  /** A member's answer told its time. */
  void heard(NodeId peer, Instant theirs, Moment asked) {
    Moment now = context.now();
    noticeJump(now);
    Duration roundTrip = Duration.ofNanos(now.nanos() - asked.nanos());
    if (roundTrip.compareTo(LONGEST_ROUND_TRIP) <= 0) {
      Instant mine = now.wall().minus(roundTrip.dividedBy(2));
      offsets.put(peer, new Offset(Duration.between(mine, theirs), now.nanos()));
      judge();
    }
  }

  /** Called now and then: this clock may have jumped since the others were asked. */
  void look() {
    if (noticeJump(context.now())) {
      judge();
    }
  }

  private boolean noticeJump(Moment now) {
    Moment before = last;
    last = now;
    if (before == null) {
      return false;
    }
    Duration passed = Duration.ofNanos(now.nanos() - before.nanos());
    Duration jump = Duration.between(before.wall(), now.wall()).minus(passed);
    if (jump.abs().compareTo(JUMP) <= 0) {
      return false;
    }
    offsets.replaceAll((peer, offset) -> new Offset(offset.ahead().minus(jump), offset.at()));
    return true;
  }

  private void judge() {
    View view = context.view();
    long old = context.now().nanos() - FRESH.toNanos();
    offsets
        .entrySet()
        .removeIf(
            each ->
                view == null || !view.contains(each.getKey()) || each.getValue().at() - old < 0);
    if (offsets.isEmpty()) {
      return;
    }
    List<Duration> all = new ArrayList<>(List.of(Duration.ZERO));
    offsets.values().forEach(offset -> all.add(offset.ahead()));
    all.sort(Comparator.naturalOrder());
    // Of two nobody knows which is wrong: both are named, and both go on.
    boolean pair = all.size() == 2;
    Duration low = all.get((all.size() - 1) / 2);
    Duration high = all.get(all.size() / 2);
    Duration middle = pair ? low.plus(high) : low.abs().compareTo(high.abs()) < 0 ? low : high;
    boolean wasOutlier = outlier;
    outlier = !pair && middle.abs().compareTo(bound) > 0;
    if (outlier != wasOutlier) {
      alarmed = false;
    }
    if (middle.abs().compareTo(NOTABLE) > 0) {
      alarm(middle, wasOutlier);
    } else {
      if (wasOutlier) {
        say(middle, "; it starts its jobs again");
      }
      alarmed = false;
    }
    if (outlier != wasOutlier) {
      changed.run();
    }
  }

  private void alarm(Duration middle, boolean wasOutlier) {
    if (!alarmed) {
      alarmed = true;
      say(
          middle,
          outlier
              ? "; it starts nothing until that is mended"
              : wasOutlier ? "; it starts its jobs again" : "");
    }
  }

  private void say(Duration middle, String consequence) {
    context.alarm(
        Alarm.Kind.CLOCK_SKEW,
        context.self.name() + " " + context.wall() + consequence,
        "the clock of "
            + context.self.name()
            + " is "
            + middle.abs().toMillis()
            + " ms "
            + (middle.isNegative() ? "ahead of" : "behind")
            + " those of the others"
            + consequence);
  }
}
