package io.clockwork.launcher.file;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The command of a job.
 *
 * @param arguments the program and its arguments, at least one
 * @param environment what is added to the daemon's own environment
 * @param directory where it runs; null for the daemon's own working directory
 */
public record CommandSpec(
    List<String> arguments, Map<String, String> environment, @Nullable Path directory) {

  /** Copies list and map. */
  public CommandSpec {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
