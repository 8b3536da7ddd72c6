package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes engines with planted bugs, for tests in other packages. */
public final class FlawedEngines {
  private FlawedEngines() {}

  /** Returns an engine with the named bugs. */
  public static Engine create(
      Node self, Ports ports, Options options, Moment start, Set<String> flaws) {
    return new Engine(
        self,
        ports,
        options,
        start,
        flaws.stream().map(Flaw::valueOf).collect(Collectors.toUnmodifiableSet()));
  }
}
