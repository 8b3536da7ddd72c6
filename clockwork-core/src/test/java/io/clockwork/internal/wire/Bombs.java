package io.clockwork.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Small frames that promise much: lengths beyond their end, deep nesting, many empty elements. */
final class Bombs {
  private static final int ROOM = 900;

  private Bombs() {}

  static List<byte[]> all() {
    List<byte[]> bombs = lengths();
    for (FrameType<?> type : FrameType.ALL) {
      for (int field = 1; field <= 5; field++) {
        byte[] empty = cat(varint(field << 3 | 2), varint(0));
        bombs.add(frame(type.number(), repeated(empty)));
        byte[] nested = new byte[0];
        while (nested.length < ROOM) {
          nested = message(field, nested);
        }
        bombs.add(frame(type.number(), nested));
      }
      bombs.add(frame(type.number(), repeated(new byte[] {(byte) 0xFF})));
      bombs.add(frame(type.number(), repeated(new byte[] {0})));
    }
    bombs.add(job("(".repeat(ROOM / 2)));
    bombs.add(job("not ".repeat(ROOM / 5)));
    bombs.add(job("(not ".repeat(16) + "done(a)" + " or done(b) and done(c)".repeat(20) + "))"));
    return bombs;
  }

  /** Frames with one field each that is longer than they are. */
  static List<byte[]> lengths() {
    List<byte[]> bombs = new ArrayList<>();
    for (FrameType<?> type : FrameType.ALL) {
      for (int field : new int[] {1, 2, 3, 4, 5, 900}) {
        for (long length : new long[] {1_000, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, -1}) {
          bombs.add(frame(type.number(), cat(varint(field << 3 | 2), varint(length))));
        }
      }
    }
    return bombs;
  }

  /** News of a job with a condition. */
  private static byte[] job(String condition) {
    byte[] node = cat(text(1, "n"), number(2, 1));
    byte[] stamp = cat(number(1, 0), number(2, 0), message(3, node));
    byte[] definition = cat(text(1, "j"), message(2, message(1, new byte[0])), text(3, condition));
    byte[] entry = message(1, cat(text(1, "j"), message(2, stamp), message(3, definition)));
    return frame(1, cat(message(1, node), number(2, 1), message(3, entry)));
  }

  private static byte[] frame(int type, byte[] body) {
    byte[] header = {'C', 'W', Codec.VERSION, (byte) type, 0, 0, 0, 0};
    return Mutants.withLength(cat(header, body));
  }

  private static byte[] repeated(byte[] part) {
    byte[] all = new byte[0];
    while (all.length < ROOM) {
      all = cat(all, part);
    }
    return all;
  }

  static byte[] text(int field, String text) {
    return message(field, text.getBytes(UTF_8));
  }

  static byte[] number(int field, long value) {
    return cat(varint(field << 3), varint(value));
  }

  static byte[] message(int field, byte[] body) {
    return cat(varint(field << 3 | 2), varint(body.length), body);
  }

  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
