package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Merging is taking the greater of each key: order, grouping and repetition make no difference. */
class LedgerMergePropertyTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void merge_inAnyOrder_givesTheSame(@ForAll("slots") List<Slot> slots, @ForAll Random random) {
    // given
    List<Slot> shuffled = new ArrayList<>(slots);
    Collections.shuffle(shuffled, random);

    // then
    assertSame(ledger(slots), ledger(shuffled));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void merge_ofTheMerged_givesTheSame(@ForAll("slots") List<Slot> slots, @ForAll Random random) {
    // given
    int cut = random.nextInt(slots.size() + 1);
    Ledger left = ledger(slots.subList(0, cut));
    Ledger right = ledger(slots.subList(cut, slots.size()));

    // when
    List<Slot> both = new ArrayList<>(right.everything());
    both.addAll(left.everything());

    // then
    assertSame(ledger(slots), ledger(both));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void merge_again_changesNothing(@ForAll("slots") List<Slot> slots) {
    // given
    Ledger ledger = ledger(slots);

    for (Slot slot : slots) {
      // when
      boolean changed = ledger.merge(slot);

      // then
      assertThat(changed).isFalse();
    }
    assertSame(ledger, ledger(slots));
  }

  private static Ledger ledger(List<Slot> slots) {
    Ledger ledger = new Ledger(new NodeId("self", 1), 1_000, (before, after) -> {});
    slots.forEach(ledger::merge);
    return ledger;
  }

  private static void assertSame(Ledger a, Ledger b) {
    assertThat(Set.copyOf(a.everything())).isEqualTo(Set.copyOf(b.everything()));
    assertThat(a.fingerprint()).isEqualTo(b.fingerprint());
    assertThat(a.size()).isEqualTo(b.size());
    assertThat(Set.copyOf(a.active())).isEqualTo(Set.copyOf(b.active()));
    assertThat(a.jobs()).containsExactlyElementsOf(b.jobs());
    for (String job : List.of("a", "b")) {
      assertThat(a.carriers(job)).isEqualTo(b.carriers(job));
      History one = a.history(job);
      History other = b.history(job);
      assertThat(one == null ? List.of() : one.all())
          .isEqualTo(other == null ? List.of() : other.all());
    }
  }

  /** Facts of few keys under writes of their own, some of them the same fact under two writes. */
  @Provide
  Arbitrary<List<Slot>> slots() {
    return entries()
        .list()
        .ofMaxSize(25)
        .flatMap(
            entries ->
                Arbitraries.randomValue(
                    random -> {
                      List<Slot> slots = new ArrayList<>();
                      Set<String> writes = new HashSet<>();
                      for (Entry entry : entries) {
                        for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
                          NodeId origin = new NodeId("n" + random.nextInt(3), 1);
                          long seq = 1L + random.nextInt(60);
                          if (writes.add(origin + " " + seq)) {
                            slots.add(new Slot(origin, seq, entry));
                          }
                        }
                      }
                      return slots;
                    }));
  }

  private static Arbitrary<Entry> entries() {
    Arbitrary<String> jobs = Arbitraries.of("a", "b");
    Arbitrary<NodeId> nodes = Arbitraries.of(new NodeId("n0", 1), new NodeId("n1", 1));
    Arbitrary<RunId> ids =
        Combinators.combine(jobs, Arbitraries.of("#1", "#2"))
            .as((job, root) -> RunId.parse(job + root));
    Arbitrary<Stamp> stamps =
        Combinators.combine(Arbitraries.longs().between(0, 2), Arbitraries.of(0, 1), nodes)
            .as(Stamp::new);
    return Arbitraries.oneOf(
        Samples.runs(ids).map(RunEntry::new),
        Combinators.combine(jobs, stamps)
            .as((job, stamp) -> new JobEntry(job, stamp, null, Instant.EPOCH)),
        Combinators.combine(
                jobs, nodes, Arbitraries.longs().between(0, 2), Arbitraries.of(true, false))
            .as(CarrierEntry::new),
        nodes.map(Farewell::new));
  }
}
