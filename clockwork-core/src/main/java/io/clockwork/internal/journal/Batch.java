package io.clockwork.internal.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are made together or not at all. Filled by one thread, and left alone once it was
 * handed over; the later of two changes of one key counts.
 */
public final class Batch {
  private final Map<Key, Change> changes = new LinkedHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Change(byte @Nullable [] value) {}

  /** Has the key map to the value, whose array must not be changed any more. */
  public void put(Key key, byte[] value) {
    if (value.length > BytesType.LONGEST - Checks.FRAME) {
      throw new IllegalArgumentException(
          "the value of " + key + " has " + value.length + " bytes, more than the journal takes");
    }
    changes.put(key, new Change(value));
  }

  /** Has the key gone; fine if it was not there. */
  public void remove(Key key) {
    changes.put(key, new Change(null));
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  public int size() {
    return changes.size();
  }

  /** Calls with each key and its new value, null for none. */
  public void forEach(BiConsumer<Key, byte @Nullable []> action) {
    changes.forEach((key, change) -> action.accept(key, change.value()));
  }
}
