package io.clockwork.faultlab;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Something that goes wrong for a while in a cluster that is whole. */
@FunctionalInterface
interface Fault {

  /** Begins it. */
  Inflicted inflict(LabCluster cluster);

  /**
   * A fault under way.
   *
   * @param what it is, in words
   * @param victims the members whose jobs others are to start meanwhile; each must own some
   * @param bit whether it is proven by now that it has bitten
   * @param undo ends it; called once
   */
  record Inflicted(String what, List<Member> victims, BooleanSupplier bit, Runnable undo) {}
}
