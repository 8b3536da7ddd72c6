package io.clockwork.job;

import io.clockwork.cluster.NodeId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster knows of one run, at one moment. Immutable.
 *
 * @param id the run's id
 * @param cause why it was started, or was to be started
 * @param state how far it is
 * @param attempt which try, from 1; 0 for a run that never was started
 * @param token the fencing token: rises strictly from each start of the job to the next, on
 *     whichever member; 0 for a run that never was started
 * @param owner the member that runs it, or decided not to
 * @param at when it was claimed, or was decided not to run; by the owner's clock
 * @param startedAt when its code was called; null before that
 * @param endedAt when its code ended; null before that. For a lost run when it was given up
 * @param reason why it failed, was lost, skipped or missed, in words, up to {@link #MAX_REASON}
 *     characters; null otherwise
 * @param stackTrace of the exception that failed it, up to {@link #MAX_STACK_TRACE} characters;
 *     null otherwise
 * @param output what the job's code kept with the run, its last {@link #MAX_OUTPUT} characters;
 *     null if nothing
 * @param parameters what an order brought; unmodifiable
 * @since 0.1
 */
public record Run(
    RunId id,
    Cause cause,
    RunState state,
    int attempt,
    long token,
    NodeId owner,
    Instant at,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    @Nullable String stackTrace,
    @Nullable String output,
    Map<String, String> parameters) {

  /** Longest reason kept, in characters. */
  public static final int MAX_REASON = 1_000;

  /** Longest stack trace kept, in characters. */
  public static final int MAX_STACK_TRACE = 8_000;

  /** Longest output kept, in characters. */
  public static final int MAX_OUTPUT = 4_000;

  /** Most parameters. */
  public static final int MAX_PARAMETERS = 64;

  /** Copies the parameters and cuts the texts to their limits. */
  public Run {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(at, "at");
    reason = head(reason, MAX_REASON);
    stackTrace = head(stackTrace, MAX_STACK_TRACE);
    output = tail(output, MAX_OUTPUT);
    parameters =
        parameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  // A cut must not halve a surrogate pair: half of one cannot be sent, and others would know
  // another
  // text than this member.

  private static @Nullable String head(@Nullable String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static @Nullable String tail(@Nullable String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    int from = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }

  /** Returns the job's name. */
  public String job() {
    return id.job();
  }

  /** Returns the stable name of the member that runs it, or decided not to. */
  public String member() {
    return owner.name();
  }

  /** Returns the fire time; null if the schedule was not its cause. */
  public @Nullable Instant fireTime() {
    return cause instanceof Cause.Fired fired ? fired.fireTime() : null;
  }
}
