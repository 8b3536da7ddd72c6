package io.clockwork.benchmarks.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How to run a program as somebody who is not root: PostgreSQL refuses to be root. Each way is a
 * prefix of the command.
 */
final class Unprivileged {
  private static final List<List<String>> WAYS =
      List.of(
          List.of(),
          List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
          List.of("runuser", "-u", "nobody", "--"),
          List.of("unshare", "-U"));

  private Unprivileged() {}

  /** Returns the first way that works here. */
  static List<String> way() throws IOException {
    for (List<String> way : WAYS) {
      List<String> command = new ArrayList<>(way);
      command.addAll(List.of("id", "-u"));
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String user =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        boolean worked = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        if (worked && !user.equals("0")) {
          return way;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (IOException e) {
        // That program is not there: the next one may be.
        continue;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and there is none of setpriv, runuser, unshare");
  }

  /** Returns the user's number that a way leads to; -1 if it stays whom we are. */
  static int user(List<String> way) {
    return way.isEmpty() || way.get(0).equals("unshare") ? -1 : 65534;
  }
}
