package io.clockwork.internal.journal;

import java.time.Instant;
import java.util.List;

/**
 * What a journal had when it was opened: the state after some commit, whole.
 *
 * @param records all records, in no particular order
 * @param completeSince by this machine's clock, when the journal was created, or was last found to
 *     lack what it once had on the disk, as after a damage. What its member promised before that
 *     may be missing, so it must not vote on causes that are older
 * @param lost how many commits that were durable once are missing since the last opening; 0 if all
 *     is well
 */
public record Contents(List<Record> records, Instant completeSince, long lost) {
  public Contents {
    records = List.copyOf(records);
  }
}
