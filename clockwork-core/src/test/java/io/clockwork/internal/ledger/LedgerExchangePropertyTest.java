package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
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
      assertSound(cluster);
    }

    // when
    cluster.settle();

    // then
    assertThat(cluster.forgotten).isEmpty();
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
      assertThat(other.digestHash()).isEqualTo(other.digest().hash());
    }
  }

  @Property(tries = 300)
  void ledgers_thatForget_staySoundAndConvergeButForWhatOthersForgot(@ForAll Random random) {
    // given
    Exchanges cluster = new Exchanges(random, FEW, true);
    for (int i = 0; i < STEPS; i++) {
      cluster.step();
      assertSound(cluster);
    }

    // when
    cluster.settle();

    // then
    for (Ledger one : cluster.ledgers) {
      for (Ledger other : cluster.ledgers) {
        assertThat(other.digest()).isEqualTo(one.digest());
        for (Slot slot : one.everything()) {
          Slot known = other.slot(slot.entry().key());
          assertThat(slot.equals(known) || cluster.forgotten.contains(slot.entry().key()))
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
  private static void assertSound(Exchanges cluster) {
    for (Ledger ledger : cluster.ledgers) {
      for (Map.Entry<NodeId, Long> heard : ledger.digest().heard().entrySet()) {
        List<Slot> writes = cluster.written.get(heard.getKey());
        for (Slot write : writes.subList(0, Math.toIntExact(heard.getValue()))) {
          Slot known = ledger.slot(write.entry().key());
          boolean covered =
              known != null
                  && (known.entry().equals(write.entry())
                      || known.entry().supersedes(write.entry()));
          assertThat(covered || cluster.forgotten.contains(write.entry().key()))
              .as("%s is heard of, but %s known", write, known)
              .isTrue();
        }
      }
    }
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
