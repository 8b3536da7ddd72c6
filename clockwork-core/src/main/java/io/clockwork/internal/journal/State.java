package io.clockwork.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * The journal's record of itself, written anew by every commit.
 *
 * @param sequence the number of the commit
 * @param count how many records there are beside this one
 * @param sum the sum of their shares
 */
record State(int format, Owner owner, Instant completeSince, long sequence, long count, long sum) {

  static final int FORMAT = 1;
  static final byte[] KEY = {Kind.OWN, 's'};

  /** Returns the state of a journal that was never written to. */
  static State before(Owner owner, Instant now) {
    return new State(FORMAT, owner, now, 0, 0, 0);
  }

  /** Returns the same, with promises missing up to this commit and moment. */
  State incomplete(long upTo, Instant now) {
    return new State(format, owner, now, upTo, count, sum);
  }

  State next(long newCount, long newSum) {
    return new State(format, owner, completeSince, sequence + 1, newCount, newSum);
  }

  byte[] framed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(format);
      out.writeUTF(owner.cluster());
      out.writeUTF(owner.member());
      out.writeLong(completeSince.toEpochMilli());
      out.writeLong(sequence);
      out.writeLong(count);
      out.writeLong(sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Checks.frame(KEY, bytes.toByteArray());
  }

  /**
   * Reads what {@link #framed} wrote.
   *
   * @throws NewerFormatException if a newer version wrote it, whatever else that added
   */
  static State of(byte[] framed) throws DamagedException, NewerFormatException {
    byte[] bytes = Checks.unframe(KEY, framed);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readInt();
      if (format > FORMAT) {
        throw new NewerFormatException(format);
      }
      Owner owner = new Owner(in.readUTF(), in.readUTF());
      Instant completeSince = Instant.ofEpochMilli(in.readLong());
      return new State(format, owner, completeSince, in.readLong(), in.readLong(), in.readLong());
    } catch (IOException e) {
      throw new DamagedException("has a record of itself that cannot be read", e);
    }
  }

  /** The file is whole, as far as an older version can tell. */
  static final class NewerFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    NewerFormatException(int format) {
      super("is in format " + format + ", and this version knows formats up to " + FORMAT);
    }
  }
}
