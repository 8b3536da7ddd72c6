package io.clockwork.internal.node;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.Changes;
import io.clockwork.internal.journal.Batch;
import io.clockwork.internal.journal.Contents;
import io.clockwork.internal.journal.Key;
import io.clockwork.internal.journal.Kind;
import io.clockwork.internal.journal.Record;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry.AlarmKey;
import io.clockwork.internal.ledger.Entry.CarrierKey;
import io.clockwork.internal.ledger.Entry.FarewellKey;
import io.clockwork.internal.ledger.Entry.JobKey;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Codec;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.WireException;
import io.clockwork.job.JournalException;
import io.clockwork.job.RunId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a journal's records say. Their values are frames, and so in a format that is versioned and
 * strictly checked: what was read from a disk is as foreign as what came from the network.
 */
final class Memories {
  private static final ViewId NOWHERE = new ViewId(new NodeId("journal", 1), 1);

  private Memories() {}

  /** Returns the records of what changed. */
  static Batch batch(Changes changes) {
    Batch batch = new Batch();
    changes
        .facts()
        .forEach(
            (key, slot) -> {
              Key name = Key.of(Kind.FACT, name(key));
              if (slot == null) {
                batch.remove(name);
              } else {
                batch.put(
                    name,
                    Codec.encode(
                        new Facts(null, List.of(slot), false, Digest.EMPTY, Instant.EPOCH)));
              }
            });
    for (NodeId origin : changes.heard().heard().keySet()) {
      Digest one =
          new Digest(
              Map.of(origin, changes.heard().of(origin)),
              Map.of(origin, changes.heard().ahead().getOrDefault(origin, List.of())));
      batch.put(
          Key.of(Kind.DIGEST, origin.toString()), Codec.encode(new Exchange(one, Instant.EPOCH)));
    }
    changes
        .votes()
        .forEach(
            (promise, vote) -> {
              Key name = Key.of(Kind.VOTE, promise.run() + " " + promise.attempt());
              if (vote == null) {
                batch.remove(name);
              } else {
                batch.put(name, Codec.encode(holding(vote)));
              }
            });
    changes
        .tokens()
        .forEach(
            (job, token) ->
                batch.put(
                    Key.of(Kind.TOKEN, job),
                    ByteBuffer.allocate(Long.BYTES).putLong(token).array()));
    return batch;
  }

  private static Report holding(Vote vote) {
    return new Report(NOWHERE, null, List.of(), Digest.EMPTY, List.of(vote), Instant.EPOCH);
  }

  private static String name(Object key) {
    if (key instanceof RunId run) {
      return "r " + run;
    } else if (key instanceof JobKey job) {
      return "j " + job.job();
    } else if (key instanceof CarrierKey carrier) {
      return "c " + carrier.node() + " " + carrier.job();
    } else if (key instanceof FarewellKey farewell) {
      return "f " + farewell.node();
    } else if (key instanceof AlarmKey alarm) {
      return "a " + alarm.kind() + " " + alarm.subject();
    }
    throw new IllegalStateException("no name for " + key.getClass());
  }

  /**
   * Returns what records say.
   *
   * @throws JournalException if one is none that this version can read
   */
  static Changes.Memory read(Contents contents) {
    List<Slot> facts = new ArrayList<>();
    Map<NodeId, Long> heard = new HashMap<>();
    Map<NodeId, List<Digest.Range>> ahead = new HashMap<>();
    List<Vote> votes = new ArrayList<>();
    Map<String, Long> tokens = new HashMap<>();
    for (Record each : contents.records()) {
      try {
        switch (each.key().kind()) {
          case FACT -> facts.addAll(((Facts) Codec.decode(each.value())).slots());
          case DIGEST -> {
            Digest one = ((Exchange) Codec.decode(each.value())).digest();
            heard.putAll(one.heard());
            ahead.putAll(one.ahead());
          }
          case VOTE -> votes.addAll(((Report) Codec.decode(each.value())).votes());
          case TOKEN -> tokens.put(each.key().text(), ByteBuffer.wrap(each.value()).getLong());
          case META -> {}
        }
      } catch (WireException | RuntimeException e) {
        throw new JournalException(
            "the journal has a record, "
                + each.key()
                + ", that this version cannot read ("
                + e.getMessage()
                + "); start the version that wrote it, or begin with an empty directory",
            e);
      }
    }
    return new Changes.Memory(facts, new Digest(heard, ahead), votes, tokens);
  }
}
