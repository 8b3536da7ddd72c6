package io.clockwork.launcher.file;

import io.clockwork.job.JobDefinition;

/**
 * A job of a jobs file.
 *
 * @param definition all but what it runs
 * @param command what it runs
 */
public record FileJob(JobDefinition definition, CommandSpec command) {}
