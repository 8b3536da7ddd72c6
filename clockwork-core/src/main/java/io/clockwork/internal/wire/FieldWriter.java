package io.clockwork.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clockwork.cluster.Cluster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a message, in ascending order of their numbers, as Protocol Buffers would
 * write them: a tag, then a varint or a length and that many bytes. Refuses, by {@link
 * IllegalArgumentException}, whatever {@link FieldReader} would refuse.
 */
final class FieldWriter {
  static final int VARINT = 0;
  static final int BYTES = 2;

  /** Writes the fields of one kind of message. */
  interface Body<T> {
    void write(FieldWriter out, T value);
  }

  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** Overwrites four bytes with a number, the highest byte first. */
  void patch(int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  /** Writes a number that is never negative. */
  void count(int field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "field " + field + " is " + value + "; 0 or more can be sent");
    }
    tag(field, VARINT);
    varint(value);
  }

  /** Writes the number of a write, of which the first is 1. */
  void sequence(int field, long value) {
    if (value < 1 || value > Limits.SEQUENCE) {
      throw new IllegalArgumentException(
          "field " + field + " is " + value + "; 1 to 2^62 can be sent");
    }
    count(field, value);
  }

  /** Writes a number that may be negative, in zigzag form: 0, -1, 1, -2 become 0, 1, 2, 3. */
  void signed(int field, long value) {
    tag(field, VARINT);
    varint((value << 1) ^ (value >> 63));
  }

  void flag(int field, boolean value) {
    tag(field, VARINT);
    varint(value ? 1 : 0);
  }

  <E extends Enum<E>> void constant(int field, Numbers<E> numbers, E value) {
    tag(field, VARINT);
    varint(numbers.of(value));
  }

  /** Writes a text if there is one. Half a surrogate pair becomes a question mark. */
  void text(int field, @Nullable String value, int most) {
    if (value == null) {
      return;
    }
    if (value.length() > most) {
      throw new IllegalArgumentException(
          "field " + field + " has " + value.length() + " characters; " + most + " can be sent");
    }
    byte[] utf8 = value.getBytes(UTF_8);
    tag(field, BYTES);
    varint(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** Writes a message if there is one. */
  <T> void message(int field, @Nullable T value, Body<T> body) {
    if (value == null) {
      return;
    }
    tag(field, BYTES);
    raw(0);
    int start = size;
    body.write(this, value);
    int length = size - start;
    int more = lengthOfVarint(length) - 1;
    if (more > 0) {
      ensure(more);
      System.arraycopy(bytes, start, bytes, start + more, length);
    }
    size = start - 1;
    varint(length);
    size += length;
  }

  <T> void list(int field, List<T> values, Body<T> body) {
    if (values.size() > Limits.LIST) {
      throw new IllegalArgumentException(
          "field "
              + field
              + " has "
              + values.size()
              + " elements; "
              + Limits.LIST
              + " can be sent");
    }
    for (T value : values) {
      message(field, value, body);
    }
  }

  void map(int field, Map<String, String> values) {
    if (values.size() > Limits.MAP) {
      throw new IllegalArgumentException(
          "field " + field + " has " + values.size() + " entries; " + Limits.MAP + " can be sent");
    }
    for (Map.Entry<String, String> each : values.entrySet()) {
      message(field, each, FieldWriter::pair);
    }
  }

  private static void pair(FieldWriter out, Map.Entry<String, String> pair) {
    out.text(1, pair.getKey(), Limits.TEXT);
    out.text(2, pair.getValue(), Limits.TEXT);
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int lengthOfVarint(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void ensure(int more) {
    if (bytes.length - size >= more) {
      return;
    }
    if (size + more > Cluster.MAX_FRAME + 64) {
      throw new IllegalArgumentException(
          "the frame is longer than " + Cluster.MAX_FRAME + " bytes; send it in parts");
    }
    bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
  }
}
