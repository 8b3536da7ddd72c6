package io.clockwork.internal.journal;

/** What a record is about: the first byte of its key on the disk. A code is never given anew. */
public enum Kind {
  FACT(1),
  DIGEST(2),
  VOTE(3),
  TOKEN(4),
  META(5);

  /** The journal's own records: who it belongs to, and what it has. */
  static final byte OWN = 0;

  private final byte code;

  Kind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static Kind of(byte code) throws DamagedException {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new DamagedException("has a record of the unknown kind " + code);
  }
}
