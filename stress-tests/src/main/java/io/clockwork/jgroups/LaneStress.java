package io.clockwork.jgroups;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A lane keeps to its bounds and its order, and runs what it has taken, once. */
public final class LaneStress {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LaneStress() {}

  /** Two hand over a task where there is room for one. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "one has the room")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the other has it")
  @Outcome(expect = FORBIDDEN, desc = "more than fits, or room that nobody gets")
  public static class Full {
    private final Lane lane = new Lane("stress", 2, 10);

    /** One. */
    @Actor
    public void one(ZZ_Result seen) {
      seen.r1 = lane.offer(6, () -> {});
    }

    /** The other. */
    @Actor
    public void other(ZZ_Result seen) {
      seen.r2 = lane.offer(6, () -> {});
    }
  }

  /** What two threads hand over runs, each thread's in its order, one task at a time. */
  @JCStressTest
  @State
  @Outcome(id = "3, 0, 0", expect = ACCEPTABLE, desc = "all have run, in order, alone")
  @Outcome(expect = FORBIDDEN, desc = "a task is lost, repeated, overtaken, or had company")
  public static class Order {
    private final Lane lane = new Lane("stress", 10, 10);
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger disorder = new AtomicInteger();
    private final AtomicInteger company = new AtomicInteger();
    private boolean first;

    /** Starts the lane's thread. */
    public Order() {
      lane.start();
    }

    private void task(Runnable body) {
      if (running.incrementAndGet() != 1) {
        company.incrementAndGet();
      }
      body.run();
      ran.incrementAndGet();
      running.decrementAndGet();
    }

    private void second() {
      if (!first) {
        disorder.incrementAndGet();
      }
    }

    /** Hands over two. */
    @Actor
    public void two() {
      lane.offer(1, () -> task(() -> first = true));
      lane.offer(1, () -> task(this::second));
    }

    /** Hands over one. */
    @Actor
    public void one() {
      lane.force(() -> task(() -> {}));
    }

    /** Waits for all, and counts. */
    @Arbiter
    public void look(III_Result seen) {
      lane.drain(PATIENCE);
      seen.r1 = ran.get();
      seen.r2 = disorder.get();
      seen.r3 = company.get();
      lane.close();
    }
  }

  /** A task is handed over while another thread waits for the lane to be empty. */
  @JCStressTest
  @State
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "taken, and has run")
  @Outcome(expect = FORBIDDEN, desc = "taken and not run, or the waiting was in vain")
  public static class Drained {
    private final Lane lane = new Lane("stress", 10, 10);
    private final AtomicInteger ran = new AtomicInteger();

    /** Starts the lane's thread. */
    public Drained() {
      lane.start();
    }

    /** Hands over. */
    @Actor
    public void offer(ZI_Result seen) {
      seen.r1 = lane.offer(1, ran::incrementAndGet);
    }

    /** Waits. */
    @Actor
    public void drain() {
      lane.drain(PATIENCE);
    }

    /** Waits again, and counts. */
    @Arbiter
    public void look(ZI_Result seen) {
      lane.drain(PATIENCE);
      seen.r2 = ran.get();
      lane.close();
    }
  }

  /** A task is handed over while the lane closes. */
  @JCStressTest
  @State
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused or dropped")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it ran before the lane was closed")
  @Outcome(expect = FORBIDDEN, desc = "it ran after close() had returned")
  public static class Closed {
    private final Lane lane = new Lane("stress", 10, 10);
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();
    private volatile boolean closed;

    /** Starts the lane's thread. */
    public Closed() {
      lane.start();
    }

    private void run() {
      (closed ? after : before).incrementAndGet();
    }

    /** Hands over. */
    @Actor
    public void offer() {
      lane.offer(1, this::run);
    }

    /** Closes. */
    @Actor
    public void close() {
      lane.close();
      closed = true;
    }

    /** Counts. */
    @Arbiter
    public void look(II_Result seen) {
      seen.r1 = before.get();
      seen.r2 = after.get();
    }
  }
}
