package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import java.util.Set;

/** Makes engines with planted bugs, for tests in other packages. */
public final class FlawedEngines {
  private FlawedEngines() {}

  /** Returns an engine with the named bug, or a sound one for an empty name. */
  public static Engine create(Node self, Ports ports, Options options, Moment start, String flaw) {
    return new Engine(
        self, ports, options, start, flaw.isEmpty() ? Set.of() : Set.of(Flaw.valueOf(flaw)));
  }
}
