package io.clockwork.internal.node;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who calls the engine is never left to wait, even if its loop ends at that moment. */
public final class EngineLoopStress {
  private EngineLoopStress() {}

  /** A call while the loop closes. */
  @JCStressTest
  @State
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "refused, as the loop was closed")
  @Outcome(expect = FORBIDDEN, desc = "a call without an answer")
  public static class Called {
    private final EngineLoop loop = new EngineLoop("me");
    private CompletableFuture<String> answer = new CompletableFuture<>();

    /** Calls. */
    @Actor
    public void call() {
      answer = loop.call((engine, now) -> "never");
    }

    /** Closes. */
    @Actor
    public void close() {
      loop.close();
    }

    /** Looks whether the caller has been told. */
    @Arbiter
    public void look(Z_Result seen) {
      seen.r1 = answer.isCompletedExceptionally();
    }
  }
}
