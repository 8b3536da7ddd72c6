package io.clockwork.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of a few elements, in the order in which they came: a list without doubles takes a fraction
 * of a hash set's memory, and there are four of them for each claim.
 */
final class Few<T> {
  private final List<T> elements = new ArrayList<>(0);

  void add(T element) {
    if (!elements.contains(element)) {
      elements.add(element);
    }
  }

  void remove(T element) {
    elements.remove(element);
  }

  void clear() {
    elements.clear();
  }

  int size() {
    return elements.size();
  }

  boolean isEmpty() {
    return elements.isEmpty();
  }

  List<T> all() {
    return List.copyOf(elements);
  }
}
