package io.clockwork.internal.wire;

import io.clockwork.cluster.Cluster;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Slot;

/**
 * The bytes of frames: eight bytes of header (two of magic, the major version, the frame's type,
 * the body's length), then a body of numbered fields in the form of Protocol Buffers. The format
 * and its rules stand in {@code docs/design/04-wire.md}.
 *
 * <p>Stateless and safe for any thread.
 */
public final class Codec {

  /** The major version that this codec writes, and the only one that it reads. */
  public static final int VERSION = 1;

  static final int MAGIC_0 = 'C';
  static final int MAGIC_1 = 'W';
  static final int HEADER = 8;
  private static final int LENGTH_AT = 4;

  private Codec() {}

  /**
   * Returns a frame's bytes, the same for equal frames.
   *
   * @throws IllegalArgumentException if a receiver would refuse them: the frame would be longer
   *     than {@link Cluster#MAX_FRAME}, or holds a text, a list or a number beyond what can be
   *     sent. What passed the public API's checks is never refused but for the frame's whole length
   */
  public static byte[] encode(Frame frame) {
    FrameType<?> type = FrameType.of(frame);
    FieldWriter out = new FieldWriter();
    out.raw(MAGIC_0);
    out.raw(MAGIC_1);
    out.raw(VERSION);
    out.raw(type.number());
    for (int i = LENGTH_AT; i < HEADER; i++) {
      out.raw(0);
    }
    type.write(out, frame);
    if (out.size() > Cluster.MAX_FRAME) {
      throw new IllegalArgumentException(
          type.name() + " takes " + out.size() + " bytes; at most " + Cluster.MAX_FRAME);
    }
    out.patch(LENGTH_AT, out.size() - HEADER);
    return out.toByteArray();
  }

  /**
   * Returns the frame that some bytes stand for.
   *
   * @param bytes whatever came in; not kept
   * @throws WireException if they are no frame that this version reads whole; nothing else is ever
   *     thrown, and no more memory is used than a small multiple of the bytes' length
   */
  public static Frame decode(byte[] bytes) throws WireException {
    FrameType<?> type = header(bytes);
    try {
      FieldReader in = new FieldReader(bytes, HEADER, bytes.length);
      Frame frame = type.reader().read(in);
      in.finish();
      return frame;
    } catch (WireException e) {
      throw e.in(type.name());
    } catch (RuntimeException e) {
      // What is read is checked by the constructors of what it becomes, each by its own exceptions.
      throw WireException.malformed(type.name() + ": " + e.getMessage());
    }
  }

  private static FrameType<?> header(byte[] bytes) throws WireException {
    if (bytes.length < HEADER || bytes[0] != MAGIC_0 || bytes[1] != MAGIC_1) {
      throw new WireException(
          WireException.Kind.FOREIGN, bytes.length + " bytes that do not begin like a frame");
    }
    int version = bytes[2] & 0xFF;
    if (version != VERSION) {
      throw new WireException(
          WireException.Kind.UNKNOWN_VERSION,
          "unknown version " + version + " of the wire format; this node speaks " + VERSION);
    }
    FrameType<?> type = FrameType.of(bytes[3] & 0xFF);
    if (type == null) {
      throw new WireException(
          WireException.Kind.UNKNOWN_KIND, "unknown frame type " + (bytes[3] & 0xFF));
    }
    int length = 0;
    for (int i = LENGTH_AT; i < HEADER; i++) {
      length = length << 8 | (bytes[i] & 0xFF);
    }
    if (bytes.length > Cluster.MAX_FRAME || length != bytes.length - HEADER) {
      throw WireException.malformed(
          type.name() + " of " + bytes.length + " bytes says that its body has " + length);
    }
    return type;
  }

  /**
   * Returns how many bytes a slot adds to a {@link Frame.Facts}, exactly. Costs about as much as
   * encoding it.
   *
   * @throws IllegalArgumentException if the slot cannot be sent
   */
  public static int sizeOf(Slot slot) {
    FieldWriter out = new FieldWriter();
    out.message(2, slot, Entries::writeSlot);
    return out.size();
  }

  /**
   * Returns how many bytes an entry adds to a {@link Frame.News}, exactly. Costs about as much as
   * encoding it.
   *
   * @throws IllegalArgumentException if the entry cannot be sent
   */
  public static int sizeOf(Entry entry) {
    FieldWriter out = new FieldWriter();
    out.message(3, entry, Entries::writeEntry);
    return out.size();
  }
}
