package io.clockwork.launcher.file;

import io.clockwork.job.Durability;
import java.nio.file.Path;

/**
 * A journal to keep.
 *
 * @param directory of this member alone
 * @param durability whether votes and acknowledgements wait for the disk
 */
public record JournalSpec(Path directory, Durability durability) {}
