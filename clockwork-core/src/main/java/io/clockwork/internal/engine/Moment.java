package io.clockwork.internal.engine;

import java.time.Instant;

/**
 * The time at which an input came.
 *
 * @param wall wall time, for schedules and for people; may jump
 * @param nanos monotonic time in nanoseconds, for time-outs; never goes back
 */
public record Moment(Instant wall, long nanos) {}
