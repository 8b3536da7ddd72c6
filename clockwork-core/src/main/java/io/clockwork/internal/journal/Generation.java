package io.clockwork.internal.journal;

import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * One file that is being written. Its first commit has everything, and whatever is written later is
 * appended: no byte is written twice but the file's header, which only says where to begin to look.
 * So what was once on the disk stays readable whatever happens to later writes, and a file that has
 * grown too long is replaced by a new generation instead of being compacted in place.
 *
 * <p>Used by one thread at a time.
 */
final class Generation implements AutoCloseable {
  static final String MAP = "records";

  private static final int PAGE = 4 << 10;

  private final MVStore store;
  private final MVMap<byte[], byte[]> map;
  private State state;

  private Generation(String name, State before) {
    this.store = builder(name).open();
    // Counted anew while its records are put in.
    this.state =
        new State(State.FORMAT, before.owner(), before.completeSince(), before.sequence(), 0, 0);
    // Nothing is reused and nothing compacted; old versions are read from the file if ever.
    store.setReuseSpace(false);
    store.setVersionsToKeep(0);
    this.map = store.openMap(MAP, type());
  }

  private static MVStore.Builder builder(String name) {
    // No thread of its own and no buffer that empties itself in the middle of a commit.
    return new MVStore.Builder()
        .fileName(name)
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .autoCompactFillRate(0)
        .pageSplitSize(PAGE)
        .cacheSize(4);
  }

  static MVMap.Builder<byte[], byte[]> type() {
    return new MVMap.Builder<byte[], byte[]>()
        .keyType(BytesType.INSTANCE)
        .valueType(BytesType.INSTANCE);
  }

  /**
   * Writes a new file with these records in one commit, on the disk when this returns.
   *
   * @param name of an empty file
   * @param before the state whose successor is written
   */
  static Generation create(String name, State before, Iterable<Record> records) {
    Generation fresh = new Generation(name, before);
    try {
      Batch all = new Batch();
      records.forEach(record -> all.put(record.key(), record.value()));
      fresh.commit(List.of(all));
      fresh.sync();
      return fresh;
    } catch (RuntimeException | Error e) {
      fresh.close();
      throw e;
    }
  }

  /** Makes all these changes in one commit, in the file but not yet surely on the disk. */
  void commit(List<Batch> batches) {
    Totals totals = new Totals(state.count(), state.sum());
    for (Batch batch : batches) {
      batch.forEach((key, value) -> totals.change(key.stored(), value));
    }
    State next = state.next(totals.count, totals.sum);
    map.put(State.KEY, next.framed());
    store.commit();
    state = next;
  }

  void sync() {
    store.sync();
  }

  State state() {
    return state;
  }

  long length() {
    return store.getFileStore().size();
  }

  /** Copies all records out, as they are after the last commit. */
  List<Record> records() {
    return Reader.records(map);
  }

  /** Lets go of the file without writing anything: what was not committed is not to be. */
  @Override
  public void close() {
    store.closeImmediately();
  }

  private final class Totals {
    private long count;
    private long sum;

    Totals(long count, long sum) {
      this.count = count;
      this.sum = sum;
    }

    void change(byte[] key, byte @Nullable [] value) {
      byte[] fresh = value == null ? null : Checks.frame(key, value);
      byte[] old = fresh == null ? map.remove(key) : map.put(key, fresh);
      if (old != null) {
        count--;
        sum -= Checks.share(key, old);
      }
      if (fresh != null) {
        count++;
        sum += Checks.share(key, fresh);
      }
    }
  }
}
