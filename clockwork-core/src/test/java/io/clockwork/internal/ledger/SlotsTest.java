package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
  private static final List<NodeId> NODES =
      IntStream.range(0, 12).mapToObj(i -> new NodeId("n" + i % 5, 1 + i)).toList();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void facts_putAndRemovedAtRandom_areThoseOfAPlainMap(long seed) {
    // given
    Random random = new Random(seed);
    Slots facts = new Slots();
    Map<Object, Slot> expected = new HashMap<>();

    for (int n = 1; n <= 2_000; n++) {
      // when
      Entry entry = entry(random);
      if (random.nextInt(3) == 0) {
        facts.remove(entry);
        expected.remove(entry.key());
      } else {
        Slot slot = new Slot(NODES.get(0), n, entry);
        facts.put(slot);
        expected.put(entry.key(), slot);
      }

      // then
      Entry asked = entry(random);
      assertThat(facts.get(asked.key())).isEqualTo(expected.get(asked.key()));
      assertThat(facts.rivalOf(asked)).isEqualTo(expected.get(asked.key()));
      assertThat(facts.size()).isEqualTo(expected.size());
    }
    assertThat(facts.all()).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(facts.jobs()).noneMatch(JobFacts::isEmpty);
  }

  private static Entry entry(Random random) {
    String job = "job-" + random.nextInt(3);
    NodeId node = NODES.get(random.nextInt(NODES.size()));
    return switch (random.nextInt(4)) {
      case 0 -> new JobEntry(job, new Stamp(random.nextInt(9), 0, node), null, Instant.EPOCH);
      case 1 -> new Farewell(node);
      default -> new CarrierEntry(job, node, random.nextInt(9), random.nextBoolean());
    };
  }
}
