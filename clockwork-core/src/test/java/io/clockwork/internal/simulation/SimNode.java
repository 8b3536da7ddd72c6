package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.View;
import io.clockwork.cluster.sim.SimCluster;
import io.clockwork.cluster.sim.SimNetwork;
import io.clockwork.cluster.sim.SimTime;
import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.FlawedEngines;
import io.clockwork.internal.engine.Moment;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.engine.Outcome;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.journal.MemoryJournal;
import io.clockwork.internal.node.Inbox;
import io.clockwork.internal.node.Recorder;
import io.clockwork.internal.node.Timetable;
import io.clockwork.internal.node.Wiring;
import io.clockwork.internal.node.Workers;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node of the simulation: the real engine and wiring, everything around them virtual. */
final class SimNode implements Inbox, Timetable, Workers {
  private final SimTime time;
  private final Random random;
  private final Diary diary;
  private final SimNetwork network;
  private final SimCluster cluster;
  private final Wiring wiring;
  private final Engine engine;
  private final SimClock clock;
  private final Planted bug;
  private final Saboteur saboteur;
  private final @Nullable Recorder recorder;
  private @Nullable MemoryJournal journal;
  private boolean writing;
  private @Nullable View view;
  private @Nullable BooleanSupplier lastAct;
  private final Map<String, Armed> armed = new HashMap<>();
  private final Map<Long, Consumer<OrderResult>> ordered = new HashMap<>();
  final List<Event> events = new ArrayList<>();
  final Instant born;
  private final Deque<Runnable> asleep = new ArrayDeque<>();
  private @Nullable Duration stopAtNextClaim;
  private boolean up = true;
  private boolean leaving;
  private boolean paused;
  private boolean away;
  private final int workers;
  private boolean wasAway;
  private Instant backBy = Instant.MIN;
  private Instant died = Instant.MAX;
  private Instant synced = Instant.MAX;
  private boolean crashed;
  private long timers;
  private long wake = Long.MAX_VALUE;
  private long orders;

  private record Armed(long id, Instant at) {}

  SimNode(
      SimTime time,
      SimNetwork network,
      Random random,
      Diary diary,
      Node self,
      Options options,
      Duration skew,
      Planted bug,
      @Nullable MemoryJournal journal) {
    this.time = time;
    this.random = random;
    this.diary = diary;
    this.clock = new SimClock(time, skew);
    this.network = network;
    this.cluster = network.create(self);
    this.born = time.wall();
    this.wiring = new Wiring(cluster, this, this, this, this::event, this::orderDone);
    this.bug = bug;
    this.workers = options.workers();
    this.journal = journal;
    this.recorder =
        journal == null
            ? null
            : new Recorder(
                self.name(),
                journal,
                wiring,
                this,
                (token, why) -> orderDone(token, new OrderResult.Unknown("any", why)));
    Ports ports = recorder == null ? wiring : recorder.ports();
    this.saboteur = new Saboteur(bug, ports, this, this::claiming);
    this.engine = FlawedEngines.create(self, saboteur, options, now(), bug.inEngine());
    if (recorder != null) {
      recorder.restore(engine, now());
    }
  }

  /** Creates one without a disk. */
  SimNode(
      SimTime time,
      SimNetwork network,
      Random random,
      Diary diary,
      Node self,
      Options options,
      Duration skew,
      Planted bug) {
    this(time, network, random, diary, self, options, skew, bug, null);
  }

  /** Returns the disk as the end of this life left it; null if there is none. */
  @Nullable MemoryJournal disk() {
    return journal;
  }

  private void claiming(Claim claim) {
    diary.claimed(claim.run().job(), claim.token(), time.wall());
    Duration stop = stopAtNextClaim;
    if (stop != null) {
      stopAtNextClaim = null;
      time.after(Duration.ofMillis(random.nextInt(8)), () -> pause(stop));
    }
  }

  /** Stops the process between a claim and what becomes of it. */
  void pauseAtNextClaim(Duration duration) {
    stopAtNextClaim = duration;
  }

  boolean paused() {
    return paused;
  }

  Node self() {
    return cluster.self();
  }

  Engine engine() {
    return engine;
  }

  boolean up() {
    return up;
  }

  boolean leaving() {
    return leaving;
  }

  Moment now() {
    return clock.now();
  }

  void join() {
    cluster.begin(wiring);
    put((to, now) -> {});
  }

  void register(JobDefinition job) {
    JobDefinition definition = bug == Planted.OVERLAPS ? Saboteur.overlapping(job) : job;
    put((to, now) -> to.register(now, definition));
  }

  void remove(String job) {
    put((to, now) -> to.remove(now, job));
  }

  void order(StartOrder order, Consumer<OrderResult> result) {
    long token = ++orders;
    ordered.put(token, result);
    put((to, now) -> to.order(now, order, token));
  }

  /**
   * Stops the process for a while, as SIGSTOP does: all that comes waits, and nobody is told. It
   * does not notice that time has passed.
   */
  void pause(Duration duration) {
    if (!paused) {
      diary.note(time.wall(), () -> self().id() + " stops for " + duration);
      paused = true;
      cluster.awake(false);
      time.after(duration, this::resume);
    }
  }

  /**
   * Stops the process for so long that the others take it for dead: after a time it is out of their
   * view, and some time after it woke it is in again.
   */
  void freeze(Duration duration, Duration detection, Duration readmission) {
    if (paused) {
      return;
    }
    pause(duration);
    backBy = time.wall().plus(duration).plus(readmission).plusSeconds(3);
    time.after(
        detection,
        () -> {
          if (up) {
            away = true;
            wasAway = true;
            network.exclude(cluster);
          }
        });
    time.after(
        duration.plus(readmission),
        () -> {
          network.readmit(cluster);
          away = false;
        });
  }

  /** Returns whether the others do not have it in their view, though it is there. */
  boolean away() {
    return away;
  }

  boolean mayBeAway() {
    return up && time.wall().isBefore(backBy);
  }

  boolean wasAway() {
    return wasAway;
  }

  private void resume() {
    diary.note(time.wall(), () -> self().id() + " goes on");
    paused = false;
    cluster.awake(true);
    while (!paused && !asleep.isEmpty()) {
      asleep.remove().run();
    }
  }

  /** Sets the node's wall clock forward or back; its timers notice that as Quartz does. */
  void setClock(Duration by) {
    diary.note(time.wall(), () -> self().id() + " has its clock set by " + by);
    clock.jump(by);
    List.copyOf(armed.entrySet())
        .forEach(
            each ->
                expect(each.getKey(), each.getValue(), Duration.ofMillis(random.nextInt(30_000))));
  }

  /** Lets the node's wall clock run fast or slow, by millionths. */
  void drift(int ppm) {
    diary.note(time.wall(), () -> self().id() + " has its clock drift by " + ppm + " ppm");
    clock.drift(ppm);
  }

  /** Returns how far its wall clock was ahead of the true time at most. */
  Duration farthestAhead() {
    return clock.farthestAhead();
  }

  /** Returns how far its wall clock was behind the true time at most. */
  Duration farthestBehind() {
    return clock.farthestBehind();
  }

  /** Returns how far its wall clock is ahead of the true time. */
  Duration clockOffset() {
    return clock.offset();
  }

  private void whenAwake(Runnable action) {
    if (paused) {
      asleep.add(action);
    } else {
      action.run();
    }
  }

  /** Lets the node die in the act of starting a run, before anybody is told, if that is allowed. */
  void dieAtNextStart(BooleanSupplier allowed) {
    lastAct = allowed;
  }

  /** Lets something happen when the node starts its next run, before anybody is told. */
  void actAtNextStart(Runnable act) {
    lastAct =
        () -> {
          act.run();
          return false;
        };
  }

  /** Returns how many runs it can have going. */
  int workers() {
    return workers;
  }

  boolean crashed() {
    return crashed;
  }

  /** Returns from when on its listeners are told of all that happens, or the end of time. */
  Instant synced() {
    return synced;
  }

  /** Returns when it was gone, or the end of time. */
  Instant died() {
    return died;
  }

  void crash() {
    diary.note(time.wall(), () -> self().id() + " crashes");
    up = false;
    crashed = true;
    died = time.wall();
    MemoryJournal disk = journal;
    if (disk != null) {
      // Of what was on its way to the disk some may have arrived.
      journal = disk.crashed(random.nextInt(disk.waiting() + 1));
    }
    cluster.crash();
  }

  /** Leaves as a real node does: says so, waits for what runs, hands over, and goes. */
  void leave() {
    diary.note(time.wall(), () -> self().id() + " leaves");
    leaving = true;
    put((to, now) -> to.leave(now));
    leaveWhenIdle(time.nanos() + Duration.ofSeconds(20).toNanos());
  }

  private void leaveWhenIdle(long end) {
    time.after(
        Duration.ofMillis(50),
        () ->
            whenAwake(
                () -> {
                  if (!up) {
                    return;
                  }
                  if (engine.idle()) {
                    put((to, now) -> to.retire(now));
                  }
                  if ((engine.idle() && engine.votesSettled()) || time.nanos() > end) {
                    put(
                        (to, now) -> {
                          to.abandon(now);
                          to.flush(now);
                          to.handOver(now, this::gone);
                        });
                  } else {
                    leaveWhenIdle(end);
                  }
                }));
  }

  private void gone() {
    if (up) {
      diary.note(time.wall(), () -> self().id() + " is gone");
      up = false;
      died = time.wall();
      if (journal != null) {
        journal.sync();
      }
      cluster.close();
    }
  }

  // The inbox: one input at a time, never inside another
  // --------------------------------------------

  @Override
  public void put(Input input) {
    time.after(
        Duration.ZERO,
        () ->
            whenAwake(
                () -> {
                  if (up) {
                    input.hand(engine, now());
                    sabotage();
                    flush();
                  }
                }));
  }

  private void sabotage() {
    saboteur.note(engine);
    View installed = engine.inspector(now()).view().orElse(null);
    if (bug == Planted.SKIPS_THE_HANDOVER && installed != null && !installed.equals(view)) {
      view = installed;
      engine.requested(now(), installed.coordinator().id(), Saboteur.word(installed), 0);
    }
  }

  private void flush() {
    engine.flush(now());
    if (recorder != null) {
      recorder.endBatch(engine);
      write();
    }
    if (engine.synced() && synced.equals(Instant.MAX)) {
      synced = time.wall().plusSeconds(1);
    }
    long next = engine.wakeAt();
    if (next < wake) {
      wake = next;
      time.at(next, () -> whenAwake(() -> wake(next)));
    }
  }

  /** Has the disk write all that waits for it, after a while that is long now and then. */
  private void write() {
    MemoryJournal disk = journal;
    if (disk == null || writing || disk.waiting() == 0) {
      return;
    }
    writing = true;
    int millis = random.nextInt(random.nextInt(50) == 0 ? 300 : 5);
    if (bug == Planted.FORGETS_FSYNC) {
      millis += 2_000;
    }
    time.after(
        Duration.ofMillis(millis),
        () ->
            whenAwake(
                () -> {
                  writing = false;
                  if (up) {
                    disk.sync();
                    write();
                  }
                }));
  }

  private void wake(long due) {
    if (up && wake == due) {
      wake = Long.MAX_VALUE;
      engine.tick(now());
      flush();
    }
  }

  // The timetable
  // -----------------------------------------------------------------------------------

  @Override
  public void arm(String job, Instant at) {
    Armed timer = new Armed(++timers, at);
    armed.put(job, timer);
    expect(job, timer, Duration.between(now().wall(), at).plusMillis(random.nextInt(5)));
  }

  /** Waits by the monotonic clock, and looks at the wall clock then. */
  private void expect(String job, Armed timer, Duration wait) {
    time.after(wait, () -> whenAwake(() -> due(job, timer)));
  }

  private void due(String job, Armed timer) {
    if (!up || !timer.equals(armed.get(job))) {
      return;
    }
    Duration early = Duration.between(now().wall(), timer.at());
    // Quartz does not wait for the last two milliseconds.
    if (early.toMillis() > 2) {
      expect(job, timer, early);
    } else {
      armed.remove(job);
      put((to, now) -> to.fired(now, job));
    }
  }

  @Override
  public void disarm(String job) {
    armed.remove(job);
  }

  // The workers
  // -------------------------------------------------------------------------------------

  @Override
  public void run(Run run, long startBy) {
    if (time.nanos() - startBy > 0) {
      put((to, now) -> to.runEnded(now, run.id(), Outcome.notStarted("it was past its deadline")));
      return;
    }
    diary.starts.add(
        new Diary.Start(
            run.id(), run.attempt(), self().id(), now().wall(), time.wall(), run.token()));
    diary.note(time.wall(), () -> self().id() + " starts " + run.id());
    BooleanSupplier dying = lastAct;
    lastAct = null;
    if (dying != null && dying.getAsBoolean()) {
      crash();
      return;
    }
    boolean success = random.nextInt(4) != 0;
    int millis = random.nextInt(10) == 0 ? random.nextInt(8_000) : random.nextInt(300);
    time.after(Duration.ofMillis(millis), () -> whenAwake(() -> end(run, success)));
  }

  private void end(Run run, boolean success) {
    if (up) {
      diary.ends.add(
          new Diary.End(
              run.id(),
              run.attempt(),
              self().id(),
              success,
              now().wall(),
              time.wall(),
              run.token()));
      Outcome outcome = new Outcome(success, success ? null : "as the dice fell", null, null);
      put((to, now) -> to.runEnded(now, run.id(), outcome));
    }
  }

  // Events and orders
  // -------------------------------------------------------------------------------

  private void event(Event event) {
    events.add(event);
    diary.note(time.wall(), () -> self().id() + " hears " + event);
  }

  private void orderDone(long token, OrderResult result) {
    Consumer<OrderResult> waiting = ordered.remove(token);
    if (waiting != null) {
      waiting.accept(result);
    }
  }
}
