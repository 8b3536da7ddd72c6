package io.clockwork.internal.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Frames with some of their bytes changed. */
final class Mutants {

  private Mutants() {}

  /** Returns a frame with one to four changes, mostly under a header that fits its length. */
  static byte[] of(List<byte[]> frames, Random random) {
    byte[] bytes = frames.get(random.nextInt(frames.size())).clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      byte[] other = frames.get(random.nextInt(frames.size()));
      bytes = change(bytes, other, random);
    }
    return bytes.length >= Codec.HEADER && random.nextInt(8) > 0 ? withLength(bytes) : bytes;
  }

  private static byte[] change(byte[] bytes, byte[] other, Random random) {
    if (bytes.length < 2) {
      return other.clone();
    }
    int at = 1 + random.nextInt(bytes.length - 1);
    switch (random.nextInt(7)) {
      case 0:
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
      case 1:
        bytes[at] = (byte) random.nextInt();
        return bytes;
      case 2:
        bytes[at] = (byte) 0xFF;
        return bytes;
      case 3:
        return splice(bytes, at, new byte[1 + random.nextInt(4)], at);
      case 4:
        return splice(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(4)));
      case 5:
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + random.nextInt(40));
        return splice(bytes, at, Arrays.copyOfRange(other, from, to), at);
      default:
        return Arrays.copyOf(bytes, at);
    }
  }

  /** Replaces the bytes between two places. */
  private static byte[] splice(byte[] bytes, int from, byte[] by, int to) {
    byte[] result = new byte[from + by.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }

  /** Makes the header say how long the body is. */
  static byte[] withLength(byte[] frame) {
    int length = frame.length - Codec.HEADER;
    for (int i = 0; i < 4; i++) {
      frame[4 + i] = (byte) (length >>> (24 - 8 * i));
    }
    return frame;
  }
}
