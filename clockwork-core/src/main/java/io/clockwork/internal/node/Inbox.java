package io.clockwork.internal.node;

import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Moment;

/** Takes inputs for the engine from any thread and hands them over one at a time. Never blocks. */
public interface Inbox {

  /** Puts an input behind all others. */
  void put(Input input);

  /** Something for the engine's thread to do. */
  @FunctionalInterface
  interface Input {
    /**
     * Hands the input over.
     *
     * @param engine the engine
     * @param now the time
     */
    void hand(Engine engine, Moment now);
  }
}
