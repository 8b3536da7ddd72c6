package io.clockwork.faultlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Runs a command to its end. */
final class Shell {
  private Shell() {}

  /** Returns what it printed; throws an AssertionError with all of it if its exit code is not 0. */
  static String run(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  /** Sends a signal, such as {@code STOP}; the process must be there. */
  static void signal(String signal, long pid) {
    run(Map.of(), List.of("kill", "-" + signal, Long.toString(pid)));
  }
}
