package io.clockwork.jgroups;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clockwork.cluster.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A request is answered once, and its timer and its sending end with it. */
public final class PendingStress {
  private PendingStress() {}

  /** Counts what it is told. */
  private static final class Counted implements Answer {
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger unknowns = new AtomicInteger();

    @Override
    public void answered(byte[] frame) {
      answers.incrementAndGet();
    }

    @Override
    public void unknown(String reason) {
      unknowns.incrementAndGet();
    }
  }

  /** The answer comes at the moment in which it is given up. */
  @JCStressTest
  @State
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "answered")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "given up")
  @Outcome(expect = FORBIDDEN, desc = "both, or none, or taken off the list twice")
  public static class Answered {
    private final Counted answer = new Counted();
    private final AtomicInteger done = new AtomicInteger();
    private final Pending pending = new Pending(answer, done::incrementAndGet);

    /** The answer comes. */
    @Actor
    public void answer() {
      pending.answered(new byte[0]);
    }

    /** It is given up. */
    @Actor
    public void giveUp() {
      pending.unknown("late");
    }

    /** Counts the calls. */
    @Arbiter
    public void look(III_Result seen) {
      seen.r1 = answer.answers.get();
      seen.r2 = answer.unknowns.get();
      seen.r3 = done.get();
    }
  }

  /** The answer comes while the sender yet notes what is to end with it. */
  @JCStressTest
  @State
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both have ended")
  @Outcome(expect = FORBIDDEN, desc = "a timer or a request that goes on")
  public static class Sent {
    private final Pending pending = new Pending(new Counted(), () -> {});
    private final CompletableFuture<String> timer = new CompletableFuture<>();
    private final CompletableFuture<String> sent = new CompletableFuture<>();

    /** Notes them. */
    @Actor
    public void send() {
      pending.timer(timer);
      pending.sent(sent);
    }

    /** The answer comes. */
    @Actor
    public void answer() {
      pending.answered(new byte[0]);
    }

    /** Looks whether they have ended. */
    @Arbiter
    public void look(ZZ_Result seen) {
      seen.r1 = timer.isCancelled();
      seen.r2 = sent.isCancelled();
    }
  }
}
