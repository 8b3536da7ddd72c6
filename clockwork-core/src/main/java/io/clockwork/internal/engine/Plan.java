package io.clockwork.internal.engine;

import io.clockwork.job.Cause;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.Map;

/**
 * A run that this member wants to start.
 *
 * @param run its id
 * @param attempt which try of it
 * @param cause why
 * @param notBefore its record is dated no earlier: the end of the runs that caused it
 * @param parameters what an order brought
 */
record Plan(
    RunId run, int attempt, Cause cause, Instant notBefore, Map<String, String> parameters) {}
