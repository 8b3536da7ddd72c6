package io.clockwork.internal.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Arrays of bytes in unsigned order. MVStore's own type believes any length that it reads, which in
 * a damaged file costs all memory.
 */
final class BytesType extends BasicDataType<byte[]> {
  static final BytesType INSTANCE = new BytesType();

  static final int LONGEST = 16 << 20;

  private static final int OVERHEAD = 24;

  private BytesType() {}

  @Override
  public int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }

  @Override
  public int getMemory(byte[] bytes) {
    return OVERHEAD + bytes.length;
  }

  @Override
  public void write(WriteBuffer out, byte[] bytes) {
    out.putVarInt(bytes.length).put(bytes);
  }

  @Override
  public byte[] read(ByteBuffer in) {
    int length = DataUtils.readVarInt(in);
    if (length < 0 || length > Math.min(in.remaining(), LONGEST)) {
      throw new IllegalStateException("length " + length + " of " + in.remaining());
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
