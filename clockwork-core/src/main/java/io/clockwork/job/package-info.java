/**
 * What an application says about its jobs, and what it is told about them: definitions, schedules,
 * conditions, placements, runs and events, all of them values.
 */
@NullMarked
package io.clockwork.job;

import org.jspecify.annotations.NullMarked;
