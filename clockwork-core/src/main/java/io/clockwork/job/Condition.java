package io.clockwork.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What must have happened to other jobs for a job to start.
 *
 * <p>A condition is bound to one cause: it is looked at for one root cause at a time (a fire time,
 * or an order), and speaks only of the runs that go back to that same cause. "{@code load} after
 * {@code success(extract)}" means: tonight's load after tonight's extract, never after yesterday's.
 *
 * <p>It has three values, as in Kleene's strong logic of indeterminacy (<i>Introduction to
 * Metamathematics</i>, 1952, section 64): true, false, and unknown while a job that it mentions has
 * not ended for that cause. {@code not} unknown is unknown: {@code not failure(load)} holds once
 * {@code load} has ended without failure, not before it has run. What is decided stays decided, in
 * whatever order the news arrives. The job starts, once per cause, when its condition is true.
 *
 * <p>For a job that runs on every member, several runs share a cause: {@code success} is true once
 * any of them succeeded, {@code failure} once any failed, {@code done} once any ended; each is
 * false only when it is known that no further run of that job will end for that cause.
 *
 * <p><b>Text form.</b> {@code success(extract) and (failure(load) or done(check))}. {@code not}
 * binds tighter than {@code and}, {@code and} tighter than {@code or}; these words are read in
 * upper or lower case, spaces and line breaks are free. {@code toString} prints the text form, and
 * {@link #parse parsing} it gives an equal condition.
 *
 * <p><b>Equality.</b> Conditions are equal when they are built of equal terms in the same order. A
 * conjunction inside a conjunction is the same as its terms written there: {@code a and (b and c)}
 * equals {@code a and b and c}; likewise for {@code or}. Nothing else is simplified.
 *
 * <p><b>Limits.</b> At most {@value #MAX_DEPTH} levels (an atom is one level, each {@code and},
 * {@code or}, {@code not} around it one more), {@value #MAX_ATOMS} atoms and {@value #MAX_TEXT}
 * characters of text form. No condition beyond them can be made.
 *
 * <p>Conditions are immutable and safe for any thread.
 *
 * @since 0.1
 */
public sealed interface Condition {

  /** Most levels that a condition may have. */
  int MAX_DEPTH = 32;

  /** Most atoms that a condition may have, each counted as often as it stands there. */
  int MAX_ATOMS = 256;

  /** Most characters of a condition's text form. */
  int MAX_TEXT = 16 * 1024;

  /**
   * Returns the jobs that this condition mentions.
   *
   * @return their names without repetition, in the order of the text form; unmodifiable, never
   *     empty
   */
  default Set<String> jobs() {
    return ConditionShape.jobs(this);
  }

  /**
   * Returns the condition that holds when this one and the other hold.
   *
   * @param other the other condition
   * @return {@code allOf(this, other)}
   * @throws IllegalArgumentException if the result is beyond the limits
   */
  default Condition and(Condition other) {
    return allOf(this, other);
  }

  /**
   * Returns the condition that holds when this one or the other or both hold.
   *
   * @param other the other condition
   * @return {@code anyOf(this, other)}
   * @throws IllegalArgumentException if the result is beyond the limits
   */
  default Condition or(Condition other) {
    return anyOf(this, other);
  }

  /**
   * Returns the condition that a job's run for the same cause succeeded.
   *
   * @param job the job's name; no such job need exist yet
   * @return the condition
   * @throws IllegalArgumentException if the name is not of the form that {@link JobName} describes
   */
  static Condition success(String job) {
    return new Atom(Outcome.SUCCESS, job);
  }

  /**
   * Returns the condition that a job's run for the same cause failed, or was lost with the member
   * that ran it.
   *
   * @param job the job's name; no such job need exist yet
   * @return the condition
   * @throws IllegalArgumentException if the name is not of the form that {@link JobName} describes
   */
  static Condition failure(String job) {
    return new Atom(Outcome.FAILURE, job);
  }

  /**
   * Returns the condition that a job's run for the same cause ended, in whatever way.
   *
   * @param job the job's name; no such job need exist yet
   * @return the condition
   * @throws IllegalArgumentException if the name is not of the form that {@link JobName} describes
   */
  static Condition done(String job) {
    return new Atom(Outcome.DONE, job);
  }

  /**
   * Returns the condition that holds when all terms hold.
   *
   * @param terms at least one; a single one is returned as it is
   * @return the condition
   * @throws IllegalArgumentException if there is no term, or the result is beyond the limits
   */
  static Condition allOf(Condition... terms) {
    return allOf(Arrays.asList(terms));
  }

  /**
   * Returns the condition that holds when all terms hold.
   *
   * @param terms at least one; a single one is returned as it is; copied
   * @return the condition
   * @throws IllegalArgumentException if there is no term, or the result is beyond the limits
   */
  static Condition allOf(List<Condition> terms) {
    return terms.size() == 1 ? Objects.requireNonNull(terms.get(0), "term") : new AllOf(terms);
  }

  /**
   * Returns the condition that holds when at least one term holds.
   *
   * @param terms at least one; a single one is returned as it is
   * @return the condition
   * @throws IllegalArgumentException if there is no term, or the result is beyond the limits
   */
  static Condition anyOf(Condition... terms) {
    return anyOf(Arrays.asList(terms));
  }

  /**
   * Returns the condition that holds when at least one term holds.
   *
   * @param terms at least one; a single one is returned as it is; copied
   * @return the condition
   * @throws IllegalArgumentException if there is no term, or the result is beyond the limits
   */
  static Condition anyOf(List<Condition> terms) {
    return terms.size() == 1 ? Objects.requireNonNull(terms.get(0), "term") : new AnyOf(terms);
  }

  /**
   * Returns the condition that holds when the term is false: decided, and not true. {@code
   * not(done(j))} therefore never holds, since {@code done} is unknown until it is true.
   *
   * @param term the condition to deny
   * @return the condition
   * @throws IllegalArgumentException if the result is beyond the limits
   */
  static Condition not(Condition term) {
    return new Not(term);
  }

  /**
   * Reads a condition from its text form. Takes time proportional to the text, whatever it is.
   *
   * @param text the text form, at most {@value #MAX_TEXT} characters and {@value #MAX_DEPTH} nested
   *     {@code (} and {@code not}
   * @return the condition
   * @throws IllegalArgumentException if the text is no condition or is beyond the limits; the
   *     message names the position, what stands there and what would be right, and has a second and
   *     third line that show the text and point there
   */
  static Condition parse(String text) {
    return ConditionParser.parse(text);
  }

  /**
   * How a run must have ended for an atom to be true.
   *
   * @since 0.1
   */
  enum Outcome {
    /** The run succeeded. */
    SUCCESS,
    /** The run failed, or was lost with the member that ran it. */
    FAILURE,
    /** The run ended, in whatever way. */
    DONE;

    /** Returns the word of the text form: {@code success}, {@code failure} or {@code done}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A statement about one job: {@code success(extract)}.
   *
   * @param outcome how the job's run must have ended
   * @param job the job's name, of the form that {@link JobName} describes
   * @since 0.1
   */
  record Atom(Outcome outcome, String job) implements Condition {

    /**
     * Checks the name.
     *
     * @param outcome how the job's run must have ended
     * @param job the job's name
     * @throws IllegalArgumentException if the name is not of the form that {@link JobName}
     *     describes
     */
    public Atom {
      Objects.requireNonNull(outcome, "outcome");
      JobName.check(job);
    }

    /** Returns the text form. */
    @Override
    public String toString() {
      return ConditionPrinter.print(this);
    }
  }

  /**
   * Holds when all its terms hold: {@code a and b}.
   *
   * @param terms two or more, none of them an {@code AllOf}; unmodifiable
   * @since 0.1
   */
  record AllOf(List<Condition> terms) implements Condition {

    /**
     * Copies the terms, with the terms of an {@code AllOf} in its place.
     *
     * @param terms two or more
     * @throws IllegalArgumentException if there are fewer than two terms or this would be beyond
     *     the limits
     */
    public AllOf {
      terms = ConditionShape.terms("and", terms);
    }

    /** Returns the text form. */
    @Override
    public String toString() {
      return ConditionPrinter.print(this);
    }
  }

  /**
   * Holds when at least one of its terms holds: {@code a or b}.
   *
   * @param terms two or more, none of them an {@code AnyOf}; unmodifiable
   * @since 0.1
   */
  record AnyOf(List<Condition> terms) implements Condition {

    /**
     * Copies the terms, with the terms of an {@code AnyOf} in its place.
     *
     * @param terms two or more
     * @throws IllegalArgumentException if there are fewer than two terms or this would be beyond
     *     the limits
     */
    public AnyOf {
      terms = ConditionShape.terms("or", terms);
    }

    /** Returns the text form. */
    @Override
    public String toString() {
      return ConditionPrinter.print(this);
    }
  }

  /**
   * Holds when its term is false: {@code not a}.
   *
   * @param term the condition that is denied
   * @since 0.1
   */
  record Not(Condition term) implements Condition {

    /**
     * Checks the limits.
     *
     * @param term the condition to deny
     * @throws IllegalArgumentException if this would be beyond the limits
     */
    public Not {
      ConditionShape.check(List.of(term), ConditionPrinter.negation(term));
    }

    /** Returns the text form. */
    @Override
    public String toString() {
      return ConditionPrinter.print(this);
    }
  }
}
