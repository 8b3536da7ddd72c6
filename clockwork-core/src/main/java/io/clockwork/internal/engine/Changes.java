package io.clockwork.internal.engine;

import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.job.RunId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node must not forget, as it changed since the last time this was asked for.
 *
 * @param facts by key, as they are now; null for those that are forgotten
 * @param heard of those origins of which more was heard
 * @param votes as they are now; null for those that ended
 * @param tokens the highest that was voted for, by job
 */
public record Changes(
    Map<Object, @Nullable Slot> facts,
    Digest heard,
    Map<Promise, @Nullable Vote> votes,
    Map<String, Long> tokens) {

  /**
   * What a vote is about.
   *
   * @param run the run
   * @param attempt which try of it
   */
  public record Promise(RunId run, int attempt) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Promise that && attempt == that.attempt && run.equals(that.run);
    }

    @Override
    public int hashCode() {
      return run.hashCode() + attempt;
    }
  }

  /** Returns whether nothing changed. */
  public boolean isEmpty() {
    return facts.isEmpty() && heard.heard().isEmpty() && votes.isEmpty() && tokens.isEmpty();
  }

  /**
   * What an earlier life of a node knew.
   *
   * @param facts all of them
   * @param heard what it had heard
   * @param votes what it promised
   * @param tokens the highest that it voted for, by job
   */
  public record Memory(List<Slot> facts, Digest heard, List<Vote> votes, Map<String, Long> tokens) {
    /** Copies the collections. */
    public Memory {
      facts = List.copyOf(facts);
      votes = List.copyOf(votes);
      tokens = Map.copyOf(tokens);
    }
  }
}
