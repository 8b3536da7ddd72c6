package io.clockwork.job;

/**
 * Is told what happens in the cluster.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EventListener {

  /**
   * Takes one event. Called on a thread of this listener's own, one event at a time, in order; may
   * block without holding anybody up. If it falls behind by more than 10,000 events the newest are
   * dropped and that is logged. What it throws is logged and changes nothing.
   *
   * @param event what happened
   */
  void onEvent(Event event);
}
