package io.clockwork.internal.journal;

import io.clockwork.internal.journal.State.NewerFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Reads a file that may be damaged, without changing it, and believes nothing in it. */
final class Reader {

  private Reader() {}

  /**
   * Reads the newest version that MVStore finds in the file.
   *
   * @throws DamagedException if it is not in every record what some commit left
   */
  static Snapshot read(String name) throws DamagedException, NewerFormatException {
    // A damaged page can make MVStore throw anything, and recurse or allocate without end.
    try (MVStore store = open(name)) {
      if (!store.hasMap(Generation.MAP)) {
        throw new DamagedException("has no records, not even of itself");
      }
      return verified(store.openMap(Generation.MAP, Generation.type()));
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      throw new DamagedException("cannot be read: " + e, e);
    }
  }

  private static MVStore open(String name) {
    return new MVStore.Builder().fileName(name).readOnly().autoCommitDisabled().cacheSize(4).open();
  }

  private static Snapshot verified(MVMap<byte[], byte[]> map)
      throws DamagedException, NewerFormatException {
    List<Record> records = new ArrayList<>();
    State state = null;
    long sum = 0;
    byte[] last = null;
    Cursor<byte[], byte[]> cursor = map.cursor(null);
    while (cursor.hasNext()) {
      byte[] key = cursor.next();
      // Also ends a walk that damaged pages lead in circles.
      if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
        throw new DamagedException("has its records in disorder");
      }
      last = key;
      byte[] framed = cursor.getValue();
      if (Arrays.equals(key, State.KEY)) {
        state = State.of(framed);
      } else {
        records.add(new Record(Key.stored(key), Checks.unframe(key, framed)));
        sum += Checks.share(key, framed);
      }
    }
    return new Snapshot(agreeing(state, records.size(), sum), records);
  }

  private static State agreeing(@Nullable State state, int count, long sum)
      throws DamagedException {
    if (state == null) {
      throw new DamagedException("has no record of itself");
    }
    if (state.count() != count || state.sum() != sum) {
      throw new DamagedException("lacks records of commit " + state.sequence());
    }
    return state;
  }

  /** Copies the records of a map that was verified when it was opened. */
  static List<Record> records(MVMap<byte[], byte[]> map) {
    try {
      return verified(map).records();
    } catch (DamagedException | NewerFormatException e) {
      throw new IllegalStateException("The open journal " + e.getMessage(), e);
    }
  }
}
