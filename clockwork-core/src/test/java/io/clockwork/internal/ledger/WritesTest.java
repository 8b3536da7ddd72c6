package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.Farewell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WritesTest {
  private static final NodeId NODE = new NodeId("a", 1);

  private final Writes writes = new Writes();
  private final TreeMap<Long, Slot> expected = new TreeMap<>();

  private static Slot slot(long number, int content) {
    return new Slot(NODE, number, new Farewell(new NodeId("n" + content, 1)));
  }

  private List<Slot> above(long number) {
    List<Slot> slots = new ArrayList<>();
    writes.above(number, slots::add);
    return slots;
  }

  @Test
  void writes_putAndDroppedInAnyOrder_areThoseOfATree() {
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      Slot slot = slot(1 + random.nextInt(300), random.nextInt(2));
      if (random.nextInt(5) < 2) {
        writes.put(slot);
        expected.put(slot.seq(), slot);
      } else {
        writes.remove(slot);
        expected.remove(slot.seq(), slot);
      }
      if (step % 10 == 0) {
        long from = random.nextInt(310);
        assertThat(above(from)).isEqualTo(List.copyOf(expected.tailMap(from, false).values()));
      }
      assertThat(writes.isEmpty()).isEqualTo(expected.isEmpty());
    }
  }

  @Test
  void fact_ofTheSameNumberButAnother_isNotDropped() {
    writes.put(slot(3, 0));

    writes.remove(slot(3, 1));

    assertThat(above(0)).containsExactly(slot(3, 0));
  }
}
