package io.clockwork.launcher.demo;

import io.clockwork.job.RunId;
import java.time.Instant;

/**
 * What one run of a job wrote about itself: the proof that it really ran.
 *
 * @param at when, by the command's clock
 * @param job the job
 * @param run the run
 * @param member where it ran
 * @param pid the command's process
 */
record Line(Instant at, String job, RunId run, String member, long pid) {

  static Line parse(String text) {
    String[] words = text.split(" ");
    return new Line(
        Instant.ofEpochMilli(Long.parseLong(words[0])),
        words[1],
        RunId.parse(words[2]),
        words[3],
        Long.parseLong(words[4]));
  }
}
