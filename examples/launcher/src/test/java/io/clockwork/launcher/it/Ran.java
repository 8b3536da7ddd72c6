package io.clockwork.launcher.it;

import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Instant;

/**
 * What one run of a job wrote about itself when it began.
 *
 * @param at when
 * @param run the run
 * @param member where
 */
record Ran(Instant at, RunId run, String member) {

  /** The command that writes it, for a jobs file. */
  static final String NOTE = "echo $(date +%s%3N) $CLOCKWORK_RUN $CLOCKWORK_MEMBER >> runs.log";

  static Ran parse(String line) {
    String[] words = line.split(" ");
    return new Ran(Instant.ofEpochMilli(Long.parseLong(words[0])), RunId.parse(words[1]), words[2]);
  }

  String job() {
    return run.job();
  }

  Instant fireTime() {
    return ((RootCause.AtTime) run.root()).fireTime();
  }
}
