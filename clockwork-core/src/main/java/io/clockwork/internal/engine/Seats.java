package io.clockwork.internal.engine;

import java.util.Arrays;

/**
 * A few of the {@link Electorate#seat}s. Each claim has some of these, and most electorates are
 * small: a search through an array takes less time and memory than a table.
 */
final class Seats {
  private static final int FEW = 4;
  private static final Object[] NONE = {};

  private Object[] taken = NONE;
  private int size;

  void add(Object seat) {
    if (indexOf(seat) >= 0) {
      return;
    }
    if (size == taken.length) {
      taken = Arrays.copyOf(taken, Math.max(FEW, 2 * size));
    }
    taken[size++] = seat;
  }

  boolean contains(Object seat) {
    return indexOf(seat) >= 0;
  }

  void remove(Object seat) {
    int at = indexOf(seat);
    if (at >= 0) {
      taken[at] = taken[--size];
    }
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private int indexOf(Object seat) {
    for (int i = 0; i < size; i++) {
      if (taken[i].equals(seat)) {
        return i;
      }
    }
    return -1;
  }
}
