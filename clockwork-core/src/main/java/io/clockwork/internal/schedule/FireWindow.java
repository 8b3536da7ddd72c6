package io.clockwork.internal.schedule;

import java.time.Instant;
import java.util.List;

/**
 * The newest fire times of a stretch of time.
 *
 * @param fireTimes in order, oldest first
 * @param olderLeftOut whether the stretch has older fire times than these, left out by the limit
 */
public record FireWindow(List<Instant> fireTimes, boolean olderLeftOut) {
  /** Copies the list. */
  public FireWindow {
    fireTimes = List.copyOf(fireTimes);
  }
}
