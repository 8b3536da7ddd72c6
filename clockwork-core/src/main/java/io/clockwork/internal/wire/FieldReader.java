package io.clockwork.internal.wire;

import static io.clockwork.internal.wire.FieldWriter.BYTES;
import static io.clockwork.internal.wire.FieldWriter.VARINT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one message, in ascending order of their numbers. Fields that nobody asks for
 * are skipped: a newer node sent them.
 *
 * <p>The bytes are hostile until proven otherwise: a length is believed only if that many bytes are
 * there, nothing is allocated by a number that was read, and lists are bounded.
 */
final class FieldReader {

  /** Reads the fields of one kind of message. */
  interface Body<T> {
    T read(FieldReader in) throws WireException;
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  /** The tag read last, if its value is still to come; else 0. */
  private int tag;

  /** Number of the last field taken: the next is higher. */
  private int done;

  private boolean strict;

  FieldReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /**
   * From here on refuses unknown fields instead of skipping them, in messages inside this one too.
   * For what is kept and passed on: whoever passed it on without a field would have others believe
   * that there never was one.
   */
  void strict() {
    strict = true;
  }

  long count(int field) throws WireException {
    need(field);
    return takeCount();
  }

  /** Returns the number of a write. */
  long sequence(int field) throws WireException {
    long value = count(field);
    if (value < 1 || value > Limits.SEQUENCE) {
      throw malformed("field " + field + " is " + value + " and not from 1 to 2^62");
    }
    return value;
  }

  /** Returns a count, or what it is when the field is not there. */
  long count(int field, long absent) throws WireException {
    return seek(field) ? takeCount() : absent;
  }

  /** Returns a count that is at most {@link Integer#MAX_VALUE}. */
  int smallCount(int field) throws WireException {
    long value = count(field);
    if (value > Integer.MAX_VALUE) {
      throw malformed("field " + field + " is " + value);
    }
    return (int) value;
  }

  long signed(int field) throws WireException {
    need(field);
    long value = takeVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  boolean flag(int field) throws WireException {
    need(field);
    long value = takeVarint();
    if (value != 0 && value != 1) {
      throw malformed("field " + field + " is " + value + " and not 0 or 1");
    }
    return value == 1;
  }

  <E extends Enum<E>> E constant(int field, Numbers<E> numbers) throws WireException {
    need(field);
    return numbers.constant(takeVarint());
  }

  String text(int field, int most) throws WireException {
    need(field);
    return takeText(most);
  }

  @Nullable String textOrNull(int field, int most) throws WireException {
    return seek(field) ? takeText(most) : null;
  }

  <T> T message(int field, Body<T> body) throws WireException {
    need(field);
    return takeMessage(body);
  }

  <T> @Nullable T messageOrNull(int field, Body<T> body) throws WireException {
    return seek(field) ? takeMessage(body) : null;
  }

  <T> List<T> list(int field, Body<T> body) throws WireException {
    List<T> values = new ArrayList<>();
    while (seek(field)) {
      if (values.size() == Limits.LIST) {
        throw malformed("field " + field + " has more than " + Limits.LIST + " elements");
      }
      values.add(takeMessage(body));
      done = field - 1;
    }
    done = Math.max(done, field);
    return values;
  }

  Map<String, String> map(int field) throws WireException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> pair : list(field, FieldReader::pair)) {
      if (values.size() == Limits.MAP || values.put(pair.getKey(), pair.getValue()) != null) {
        throw malformed("field " + field + " has a key twice, or more than " + Limits.MAP);
      }
    }
    return values;
  }

  private static Map.Entry<String, String> pair(FieldReader in) throws WireException {
    return Map.entry(in.text(1, Limits.TEXT), in.text(2, Limits.TEXT));
  }

  /** Returns the exception for a message that has none of the fields of which it must have one. */
  WireException noneOf(String what) throws WireException {
    if (tag == 0 && at == end) {
      return malformed("empty " + what);
    }
    return new WireException(
        WireException.Kind.UNKNOWN_KIND, what + " of the unknown kind " + (tag >>> 3));
  }

  /** Reads to the end what nobody asked for. */
  void finish() throws WireException {
    seek(Limits.FIELD + 1);
  }

  private void need(int field) throws WireException {
    if (!seek(field)) {
      throw malformed("field " + field + " is missing");
    }
  }

  /** Goes to a field and returns whether it is there. */
  private boolean seek(int field) throws WireException {
    while (tag != 0 || at < end) {
      if (tag == 0) {
        readTag();
      }
      if (tag >>> 3 >= field) {
        return tag >>> 3 == field;
      }
      skip();
    }
    return false;
  }

  private void readTag() throws WireException {
    long value = readVarint();
    long field = value >>> 3;
    if (field < 1 || field > Limits.FIELD) {
      throw malformed("no field has the number " + field);
    }
    if (field <= done) {
      throw malformed("field " + field + " comes twice or too late");
    }
    tag = (int) value;
  }

  private void skip() throws WireException {
    int field = tag >>> 3;
    if (strict) {
      throw new WireException(
          WireException.Kind.UNKNOWN_KIND, "unknown field " + field + " in what is to be kept");
    }
    if ((tag & 7) == VARINT) {
      takeVarint();
    } else {
      int length = takeLength();
      at += length;
    }
    done = field - 1;
  }

  private void take(int type) throws WireException {
    if ((tag & 7) != type) {
      throw malformed("field " + (tag >>> 3) + " has the wire type " + (tag & 7));
    }
    done = tag >>> 3;
    tag = 0;
  }

  private long takeVarint() throws WireException {
    take(VARINT);
    return readVarint();
  }

  private long takeCount() throws WireException {
    long value = takeVarint();
    if (value < 0) {
      throw malformed("field " + done + " has 64 bits");
    }
    return value;
  }

  private int takeLength() throws WireException {
    take(BYTES);
    long length = readVarint();
    if (length < 0 || length > end - at) {
      throw malformed("field " + done + " is longer than what is there");
    }
    return (int) length;
  }

  private <T> T takeMessage(Body<T> body) throws WireException {
    int length = takeLength();
    FieldReader in = new FieldReader(bytes, at, at + length);
    in.strict = strict;
    T value = body.read(in);
    in.finish();
    at += length;
    return value;
  }

  private String takeText(int most) throws WireException {
    int length = takeLength();
    if (length > 3L * most) {
      throw malformed("field " + done + " is longer than " + most + " characters");
    }
    String text = decode(length);
    if (text.length() > most) {
      throw malformed("field " + done + " is longer than " + most + " characters");
    }
    at += length;
    return text;
  }

  private String decode(int length) throws WireException {
    for (int i = at; i < at + length; i++) {
      if (bytes[i] < 0) {
        try {
          return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
        } catch (CharacterCodingException e) {
          throw malformed("field " + done + " is not UTF-8");
        }
      }
    }
    return new String(bytes, at, length, ISO_8859_1);
  }

  private long readVarint() throws WireException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw malformed("ends within a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          break;
        }
        return value;
      }
    }
    throw malformed("a number has more than 64 bits");
  }

  private WireException malformed(String message) {
    return WireException.malformed(message + ", at byte " + at);
  }
}
