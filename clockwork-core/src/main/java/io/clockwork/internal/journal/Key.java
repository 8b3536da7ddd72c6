package io.clockwork.internal.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The key of a record: its kind, and bytes that only the writer understands. Compares by value. */
public final class Key {
  private final Kind kind;

  /** The kind's code and then the rest, as it is on the disk. */
  private final byte[] stored;

  private Key(Kind kind, byte[] stored) {
    this.kind = kind;
    this.stored = stored;
  }

  /** Returns the key of these bytes, which are copied. */
  public static Key of(Kind kind, byte[] bytes) {
    byte[] stored = new byte[bytes.length + 1];
    stored[0] = kind.code();
    System.arraycopy(bytes, 0, stored, 1, bytes.length);
    return new Key(kind, stored);
  }

  /** Returns the key of this text's UTF-8 bytes. */
  public static Key of(Kind kind, String text) {
    return of(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  static Key stored(byte[] stored) throws DamagedException {
    if (stored.length == 0) {
      throw new DamagedException("has a record without a key");
    }
    return new Key(Kind.of(stored[0]), stored.clone());
  }

  public Kind kind() {
    return kind;
  }

  /** Returns a copy of the bytes after the kind. */
  public byte[] bytes() {
    return Arrays.copyOfRange(stored, 1, stored.length);
  }

  /** Returns the bytes after the kind, read as UTF-8. */
  public String text() {
    return new String(stored, 1, stored.length - 1, StandardCharsets.UTF_8);
  }

  byte[] stored() {
    return stored;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && Arrays.equals(stored, key.stored);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stored);
  }

  @Override
  public String toString() {
    return kind + ":" + text();
  }
}
