package io.clockwork.internal.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The journal's own checksums: MVStore's cover the places of its pages, not what is in them. Each
 * value is stored behind a CRC of its key and itself, and the sum over all records tells whether
 * one is missing or from another time.
 */
final class Checks {
  /** How much longer a stored value is. */
  static final int FRAME = Integer.BYTES;

  private Checks() {}

  static byte[] frame(byte[] key, byte[] value) {
    return ByteBuffer.allocate(FRAME + value.length)
        .putInt(crc(key, value, 0, value.length))
        .put(value)
        .array();
  }

  static byte[] unframe(byte[] key, byte[] framed) throws DamagedException {
    if (framed.length < FRAME
        || ByteBuffer.wrap(framed).getInt() != crc(key, framed, FRAME, framed.length - FRAME)) {
      throw new DamagedException("has a record that is not as it was written");
    }
    return Arrays.copyOfRange(framed, FRAME, framed.length);
  }

  /** Returns a record's share of the sum, by which the order does not matter. */
  static long share(byte[] key, byte[] framed) {
    long mixed =
        ((long) ByteBuffer.wrap(framed).getInt() << Integer.SIZE) ^ framed.length ^ keyed(key);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static long keyed(byte[] key) {
    return Integer.toUnsignedLong(Arrays.hashCode(key));
  }

  private static int crc(byte[] key, byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(key, 0, key.length);
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
