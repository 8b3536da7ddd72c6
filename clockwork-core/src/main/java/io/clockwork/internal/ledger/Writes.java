package io.clockwork.internal.ledger;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The facts that are writes of one origin, by the writes' numbers: two arrays, as numbers mostly
 * come in order and a tree takes four times the memory. What is dropped leaves a hole until half of
 * it are holes. Putting or dropping at the end takes constant time, elsewhere a search and, for a
 * number that was not there, a shift of what comes behind it.
 */
final class Writes {
  private static final int SMALL = 8;

  private long[] numbers = new long[SMALL];
  private @Nullable Slot[] facts = new Slot[SMALL];
  private int end;
  private int live;

  boolean isEmpty() {
    return live == 0;
  }

  void put(Slot slot) {
    long number = slot.seq();
    if (end == 0 || number > numbers[end - 1]) {
      insert(end, number, slot);
      return;
    }
    int at = Arrays.binarySearch(numbers, 0, end, number);
    if (at < 0) {
      insert(-at - 1, number, slot);
      return;
    }
    live += facts[at] == null ? 1 : 0;
    facts[at] = slot;
  }

  private void insert(int at, long number, Slot slot) {
    if (end == numbers.length) {
      int more = end + (end >> 1);
      numbers = Arrays.copyOf(numbers, more);
      facts = Arrays.copyOf(facts, more);
    }
    System.arraycopy(numbers, at, numbers, at + 1, end - at);
    System.arraycopy(facts, at, facts, at + 1, end - at);
    numbers[at] = number;
    facts[at] = slot;
    end++;
    live++;
  }

  /** Drops a fact, if it is there. */
  void remove(Slot slot) {
    int at = Arrays.binarySearch(numbers, 0, end, slot.seq());
    if (at < 0 || (facts[at] != slot && !slot.equals(facts[at]))) {
      return;
    }
    facts[at] = null;
    live--;
    if (live < end / 2) {
      compact();
    }
  }

  private void compact() {
    int size = Math.max(SMALL, live + (live >> 2));
    long[] fewer = new long[size];
    @Nullable Slot[] kept = new Slot[size];
    int to = 0;
    for (int from = 0; from < end; from++) {
      if (facts[from] != null) {
        fewer[to] = numbers[from];
        kept[to++] = facts[from];
      }
    }
    numbers = fewer;
    facts = kept;
    end = to;
  }

  /** Hands over the facts whose number is above one, in order. */
  void above(long number, Consumer<Slot> facts) {
    int at = Arrays.binarySearch(numbers, 0, end, number);
    for (int i = at < 0 ? -at - 1 : at + 1; i < end; i++) {
      Slot slot = this.facts[i];
      if (slot != null) {
        facts.accept(slot);
      }
    }
  }
}
