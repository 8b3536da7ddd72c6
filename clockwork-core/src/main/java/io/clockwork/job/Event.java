package io.clockwork.job;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.View;
import java.time.Instant;

/**
 * Something that happened in the cluster, as every member and observer is told. More kinds may come
 * with any version: ignore those you do not know.
 *
 * <p>Each node is told by itself, from what it knows: the same run event comes once on every node
 * that was there, in the order in which that node heard. Events about one run come in the order of
 * its states.
 *
 * @since 0.1
 */
public interface Event {

  /** Returns when it happened, by the clock of the node where it happened. */
  Instant at();

  /**
   * Something happened to a run.
   *
   * @since 0.1
   */
  interface RunEvent extends Event {
    /** Returns the run as it was then. */
    Run run();

    @Override
    default Instant at() {
      Run run = run();
      Instant ended = run.endedAt();
      Instant started = run.startedAt();
      return ended != null ? ended : started != null ? started : run.at();
    }
  }

  /**
   * A run's code was called.
   *
   * @param run the run, {@link RunState#RUNNING}
   */
  record RunStarted(Run run) implements RunEvent {}

  /**
   * A run's code returned.
   *
   * @param run the run, {@link RunState#SUCCEEDED}
   */
  record RunSucceeded(Run run) implements RunEvent {}

  /**
   * A run's code threw; {@link Run#reason()} and {@link Run#stackTrace()} say what.
   *
   * @param run the run, {@link RunState#FAILED}
   */
  record RunFailed(Run run) implements RunEvent {}

  /**
   * A run was deliberately not started; {@link Run#reason()} says why.
   *
   * @param run the run, {@link RunState#SKIPPED}
   */
  record RunSkipped(Run run) implements RunEvent {}

  /**
   * A fire time passed with nobody able to start it in time.
   *
   * @param run the run, {@link RunState#MISSED}
   */
  record RunMissed(Run run) implements RunEvent {}

  /**
   * The member that claimed a run is gone, and nobody knows what became of it.
   *
   * @param run the run, {@link RunState#LOST}
   */
  record RunLost(Run run) implements RunEvent {}

  /**
   * A member or observer came into the view.
   *
   * @param at when this node noticed
   * @param node who
   */
  record MemberJoined(Instant at, Node node) implements Event {}

  /**
   * A member or observer left as it had announced.
   *
   * @param at when this node noticed
   * @param node who
   */
  record MemberLeft(Instant at, Node node) implements Event {}

  /**
   * A member or observer left the view without a word: it crashed, hangs, or cannot be reached.
   *
   * @param at when this node noticed
   * @param node who
   */
  record MemberCrashed(Instant at, Node node) implements Event {}

  /**
   * A new view was installed at this node.
   *
   * @param at when
   * @param view the view
   */
  record ViewChanged(Instant at, View view) implements Event {}

  /**
   * A job came to the cluster.
   *
   * @param at when it was registered
   * @param definition the job
   */
  record JobRegistered(Instant at, JobDefinition definition) implements Event {}

  /**
   * A job's definition was replaced.
   *
   * @param at when it was changed
   * @param definition its new definition
   */
  record JobChanged(Instant at, JobDefinition definition) implements Event {}

  /**
   * A job was removed from the cluster.
   *
   * @param at when it was removed
   * @param job its name
   */
  record JobRemoved(Instant at, String job) implements Event {}

  /**
   * Something is wrong that the cluster cannot mend by itself.
   *
   * @param alarm what
   */
  record AlarmRaised(Alarm alarm) implements Event {
    @Override
    public Instant at() {
      return alarm.at();
    }
  }
}
