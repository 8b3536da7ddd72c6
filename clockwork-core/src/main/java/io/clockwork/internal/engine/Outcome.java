package io.clockwork.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a job's code ended.
 *
 * @param success whether it returned
 * @param reason why not, in words; null if it did
 * @param stackTrace of what it threw; null if nothing
 * @param output what it kept with the run; null if nothing
 */
public record Outcome(
    boolean success,
    @Nullable String reason,
    @Nullable String stackTrace,
    @Nullable String output) {}
