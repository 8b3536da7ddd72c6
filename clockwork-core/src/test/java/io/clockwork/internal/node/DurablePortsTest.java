package io.clockwork.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.journal.Batch;
import io.clockwork.internal.journal.Journal;
import io.clockwork.internal.journal.Key;
import io.clockwork.internal.journal.Kind;
import io.clockwork.internal.journal.MemoryJournal;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Durability;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurablePortsTest {
  private static final NodeId NODE = new NodeId("b", 1);
  private static final Frame FRAME = new Frame.Ack(true);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final MemoryJournal journal = new MemoryJournal(Instant.EPOCH);
  private final DurablePorts ports = new DurablePorts(new Real(), journal, new Told());

  private static Batch dirty() {
    Batch batch = new Batch();
    batch.put(Key.of(Kind.VOTE, "v"), new byte[1]);
    return batch;
  }

  @Test
  void effects_ofABatchWithChanges_areDoneInOrderOnceItIsDurable() {
    ports.disarm("a");
    ports.request(NODE, FRAME, SECOND, 7);
    ports.disarm("b");
    ports.endBatch(dirty());
    assertThat(done).isEmpty();
    journal.sync();
    assertThat(done).containsExactly("disarm a", "request 7", "disarm b");
  }

  @Test
  void effects_beforeTheEndOfTheirBatch_areNotDone() {
    ports.disarm("a");
    journal.sync();
    assertThat(done).isEmpty();
  }

  @Test
  void effects_ofABatchWithoutChanges_areDoneAtOnce() {
    ports.disarm("a");
    ports.endBatch(new Batch());
    assertThat(done).containsExactly("disarm a");
    assertThat(journal.waiting()).isZero();
  }

  @Test
  void effects_ofABatchWithoutChanges_neverOvertakeAnEarlierBatch() {
    ports.disarm("a");
    ports.endBatch(dirty());
    ports.disarm("b");
    ports.endBatch(new Batch());
    assertThat(done).isEmpty();
    journal.sync();
    ports.disarm("c");
    ports.endBatch(new Batch());
    assertThat(done).containsExactly("disarm a", "disarm b", "disarm c");
  }

  @Test
  void effects_whereOneThrows_areDoneAllTheSame() {
    ports.forget("throws, expected in the log of this test");
    ports.disarm("a");
    ports.endBatch(dirty());
    journal.sync();
    assertThat(done).containsExactly("disarm a");
  }

  @Test
  void failure_always_dropsAllEffectsAndNamesWhatIsUnknown() {
    ports.request(NODE, FRAME, SECOND, 7);
    ports.ordered(8, new OrderResult.Unknown("o", "test"));
    ports.disarm("a");
    ports.endBatch(dirty());
    journal.fail(new IOException("full"));
    assertThat(done).containsExactly("failed full", "dropped [7] [8]");

    done.clear();
    ports.request(NODE, FRAME, SECOND, 9);
    ports.endBatch(new Batch());
    journal.sync();
    assertThat(done).containsExactly("dropped [9] []");
  }

  @Test
  void effects_onceTheEngineGoesOnWithoutJournal_areDoneAtOnce() {
    ports.endBatch(dirty());
    journal.fail(new IOException("full"));
    ports.withoutJournal();
    ports.disarm("a");
    ports.endBatch(dirty());
    assertThat(done).containsExactly("failed full", "disarm a");
  }

  @Test
  void failure_underAsync_isToldOnceAndDropsOnlyWhatIsNotDone() {
    AsyncJournal async = new AsyncJournal();
    DurablePorts over = new DurablePorts(new Real(), async, new Told());
    over.request(NODE, FRAME, SECOND, 7);
    over.endBatch(dirty());
    async.failAll();
    over.request(NODE, FRAME, SECOND, 8);
    over.endBatch(dirty());
    async.failAll();
    assertThat(done).containsExactly("request 7", "failed late", "dropped [8] []");
  }

  @Test
  void effects_overARealJournal_keepTheirOrderWhicheverThreadDoesThem(@TempDir Path directory) {
    List<String> asked = new ArrayList<>();
    try (Journal real = Journal.open(directory, "shop", "a", Durability.SYNC)) {
      DurablePorts over = new DurablePorts(new Real(), real, new Told());
      for (int i = 0; i < 2_000; i++) {
        over.disarm("" + i);
        asked.add("disarm " + i);
        over.endBatch(i % 7 == 0 ? dirty() : new Batch());
      }
    }
    assertThat(done).isEqualTo(asked);
  }

  /** Calls all durable at once, and fails them later. */
  private static final class AsyncJournal implements Journal {
    private final List<Runnable> failures = new ArrayList<>();
    private boolean failed;

    @Override
    public io.clockwork.internal.journal.Contents load() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(
        Batch batch, Runnable durable, java.util.function.Consumer<Throwable> onFailure) {
      if (!failed) {
        durable.run();
      }
      failures.add(() -> onFailure.accept(new IOException("late")));
    }

    void failAll() {
      failed = true;
      failures.forEach(Runnable::run);
      failures.clear();
    }

    @Override
    public void close() {}
  }

  private final class Told implements DurablePorts.Failure {
    @Override
    public void failed(Throwable cause) {
      done.add("failed " + cause.getMessage());
    }

    @Override
    public void dropped(List<Long> requests, List<Long> orders, List<Run> runs) {
      done.add("dropped " + requests + " " + orders);
    }
  }

  private final class Real implements Ports {
    @Override
    public void multicast(Frame frame) {
      done.add("multicast");
    }

    @Override
    public void request(NodeId to, Frame frame, Duration timeout, long token) {
      done.add("request " + token);
    }

    @Override
    public void reply(long token, Frame frame) {
      done.add("reply " + token);
    }

    @Override
    public void arm(String job, Instant at) {
      done.add("arm " + job);
    }

    @Override
    public void disarm(String job) {
      done.add("disarm " + job);
    }

    @Override
    public void run(Run run, long startBy) {
      done.add("run " + run.id());
    }

    @Override
    public void forget(String job) {
      throw new IllegalStateException(job);
    }

    @Override
    public void publish(Event event) {
      done.add("publish " + event);
    }

    @Override
    public void ordered(long token, OrderResult result) {
      done.add("ordered " + token);
    }
  }
}
