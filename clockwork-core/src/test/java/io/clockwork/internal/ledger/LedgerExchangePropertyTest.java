package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.RunId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What several ledgers that tell one another what they know have in common, and when. */
class LedgerExchangePropertyTest {
  private static final int MANY = 100_000;
  private static final int FEW = 3;
  private static final int STEPS = 120;

  @Property(tries = 300)
  void ledgers_afterLossesDoublesAndReordering_convergeByExchange(@ForAll Random random) {
    // given
    Exchanges cluster = new Exchanges(random, MANY, true);
    for (int i = 0; i < STEPS; i++) {
      cluster.step();
      assertSound(cluster, MANY);
    }

    // when
    cluster.settle();

    // then
    Ledger first = cluster.ledgers.get(0);
    Map<Object, Entry> greatest = greatest(cluster);
    assertThat(first.size()).isEqualTo(greatest.size());
    for (Slot slot : first.everything()) {
      assertThat(slot.entry()).isEqualTo(greatest.get(slot.entry().key()));
    }
    for (Ledger other : cluster.ledgers) {
      assertThat(Set.copyOf(other.everything())).isEqualTo(Set.copyOf(first.everything()));
      assertThat(other.fingerprint()).isEqualTo(first.fingerprint());
      assertThat(other.digest()).isEqualTo(first.digest());
    }
  }

  @Property(tries = 300)
  void ledgers_thatForget_staySoundAndConvergeButForWhatOthersForgot(@ForAll Random random) {
    // given
    Exchanges cluster = new Exchanges(random, FEW, true);
    for (int i = 0; i < STEPS; i++) {
      cluster.step();
      assertSound(cluster, FEW);
    }

    // when
    cluster.settle();

    // then
    for (Ledger one : cluster.ledgers) {
      for (Ledger other : cluster.ledgers) {
        assertThat(other.digest()).isEqualTo(one.digest());
        for (Slot slot : one.everything()) {
          Slot known = other.slot(slot.entry().key());
          assertThat(slot.equals(known) || (known == null && isForgotten(other, slot.entry(), FEW)))
              .as("%s here, %s there", slot, known)
              .isTrue();
        }
      }
    }
  }

  /**
   * Whoever's digest covers a write has a fact that equals or supersedes it, unless somebody forgot
   * the run that it is about.
   */
  private static void assertSound(Exchanges cluster, int limit) {
    for (Ledger ledger : cluster.ledgers) {
      for (Map.Entry<NodeId, Long> heard : ledger.digest().heard().entrySet()) {
        List<Slot> writes = cluster.written.get(heard.getKey());
        for (Slot write : writes.subList(0, Math.toIntExact(heard.getValue()))) {
          Slot known = ledger.slot(write.entry().key());
          boolean covered =
              known != null
                  && (known.entry().equals(write.entry())
                      || known.entry().supersedes(write.entry()));
          assertThat(covered || isForgottenSomewhere(cluster, write.entry(), limit))
              .as("%s is heard of, but %s known", write, known)
              .isTrue();
        }
      }
    }
  }

  private static boolean isForgottenSomewhere(Exchanges cluster, Entry entry, int limit) {
    return cluster.ledgers.stream().anyMatch(ledger -> isForgotten(ledger, entry, limit));
  }

  private static boolean isForgotten(Ledger ledger, Entry entry, int limit) {
    if (!(entry.key() instanceof RunId id) || ledger.run(id) != null) {
      return false;
    }
    History history = ledger.history(id.job());
    return history != null
        && entry instanceof RunEntry run
        && !run.run().at().isAfter(history.forgottenBefore(limit));
  }

  private static Map<Object, Entry> greatest(Exchanges cluster) {
    Map<Object, Entry> greatest = new HashMap<>();
    for (List<Slot> writes : cluster.written.values()) {
      for (Slot write : writes) {
        Entry entry = write.entry();
        greatest.merge(entry.key(), entry, (a, b) -> b.supersedes(a) ? b : a);
      }
    }
    return greatest;
  }
}
