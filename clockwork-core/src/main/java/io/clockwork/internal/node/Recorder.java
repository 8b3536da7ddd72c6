package io.clockwork.internal.node;

import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Moment;
import io.clockwork.internal.engine.Outcome;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.journal.Contents;
import io.clockwork.internal.journal.Journal;
import io.clockwork.job.Run;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an engine's journal: what it knew in an earlier life comes back, and what follows from a
 * change leaves the process only once the change is durable.
 */
public final class Recorder implements DurablePorts.Failure {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private final String member;
  private final Journal journal;
  private final Inbox inbox;
  private final BiConsumer<Long, String> orders;
  private final DurablePorts ports;

  /**
   * Creates it.
   *
   * @param member the member's name, for the log
   * @param journal where to
   * @param real does the effects
   * @param inbox takes what comes of a failure
   * @param orders told of this node's own orders of which it is not known what became, and why
   */
  public Recorder(
      String member, Journal journal, Ports real, Inbox inbox, BiConsumer<Long, String> orders) {
    this.member = member;
    this.journal = journal;
    this.inbox = inbox;
    this.orders = orders;
    this.ports = new DurablePorts(real, journal, this);
  }

  /** Returns what the engine is to have its effects done by. */
  public Ports ports() {
    return ports;
  }

  /** Gives the engine back what it knew; before its first input. */
  public void restore(Engine engine, Moment now) {
    Contents contents = journal.load();
    if (contents.lost() > 0) {
      LOG.warn(
          "The journal of {} lacks what it once had; it abstains on what is older than now, and"
              + " hears the rest from the others",
          member);
    }
    engine.restore(now, Memories.read(contents), contents.completeSince());
  }

  /** Ends a batch of the engine's inputs. */
  public void endBatch(Engine engine) {
    ports.endBatch(Memories.batch(engine.takeChanges()));
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("{} cannot write its journal any more, and starts nothing more", member, cause);
    inbox.put(
        (engine, now) -> {
          engine.journalFailed(now, String.valueOf(cause.getMessage()));
          ports.withoutJournal();
        });
  }

  @Override
  public void dropped(List<Long> requests, List<Long> ownOrders, List<Run> runs) {
    inbox.put(
        (engine, now) -> {
          requests.forEach(token -> engine.answered(now, token, null));
          runs.forEach(
              run ->
                  engine.runEnded(
                      now, run.id(), Outcome.notStarted("the journal could not be written")));
        });
    ownOrders.forEach(token -> orders.accept(token, "the journal failed"));
  }
}
