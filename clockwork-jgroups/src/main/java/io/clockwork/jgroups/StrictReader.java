package io.clockwork.jgroups;

import java.io.IOException;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.BaseMessage;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Header;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FragHeader;
import org.jgroups.util.AsciiString;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages off the wire without instantiating or deserializing what a stranger names.
 *
 * <p>JGroups' own parser runs before any check of cluster name, authentication or encryption, and
 * offers a stranger four ways in (5.5.7, read in its source):
 *
 * <ul>
 *   <li>an {@link ObjectMessage} that wraps a serialized object, or names a class to instantiate;
 *   <li>a {@link BytesMessage} with {@link Message.Flag#SERIALIZED} and the header of a protocol
 *       that calls {@code getObject()}, such as a retransmission request;
 *   <li>fragments whose {@link FragHeader} says that the whole is a message to be parsed, by that
 *       same parser;
 *   <li>an {@code AuthHeader}, which names a class to instantiate.
 * </ul>
 *
 * <p>This reader admits the messages, payloads and headers that the protocols of Clockwork's stacks
 * use, and refuses all others and every length that exceeds what is there, before it acts on them.
 */
final class StrictReader {

  /** A batch's messages: the regular ones and the out-of-band ones; each null if there is none. */
  record Batches(@Nullable MessageBatch regular, @Nullable MessageBatch oob) {}

  private static final int SEQNO_LIST = 15;
  private static final int DIGEST = 9;
  private static final int MUTABLE_DIGEST = 10;

  /** Most sequence numbers that one request for retransmission may span. */
  private static final int MAX_SEQNOS = 1 << 20;

  /** Most fragments of one message: 64 MB at the 60 kB of our stacks. */
  private static final int MAX_FRAGMENTS = 1 << 10;

  private static final int MIN_MESSAGE = 7;
  private static final int MAX_HEADERS = 32;

  /**
   * Magic numbers in JGroups' jg-magic-map.xml of headers that hold numbers, names and addresses.
   */
  private static final Set<Short> HEADERS =
      Set.of(
          (short) 51, // FD_SOCK
          (short) 52, // FRAG2, checked further below
          (short) 53, // PING, TCPPING
          (short) 54, // VERIFY_SUSPECT
          (short) 55, // GMS
          (short) 56, // STABLE
          (short) 59, // UFC, MFC
          (short) 60, // the transport
          (short) 62, // FD_ALL3
          (short) 67, // requests and answers
          (short) 75, // MERGE3
          (short) 76, // RSVP
          (short) 78, // NAKACK2
          (short) 82, // UNICAST3
          (short) 93, // FD_SOCK2
          (short) 94, // VERIFY_SUSPECT2
          (short) 99, // NAKACK4
          (short) 100); // UNICAST4

  private StrictReader() {}

  /** Reads one message with its type. */
  static Message message(ByteArrayDataInputStream in) throws IOException, ClassNotFoundException {
    BaseMessage message = create(in.readShort());
    fill(message, in);
    return message;
  }

  /** Reads messages of one sender to one destination. */
  static Batches batch(ByteArrayDataInputStream in, boolean multicast)
      throws IOException, ClassNotFoundException {
    Address destination = Util.readAddress(in);
    Address source = Util.readAddress(in);
    AsciiString cluster = clusterName(in);
    int size = in.readInt();
    if (size < 0 || size > left(in) / MIN_MESSAGE) {
      throw new Refused("a batch of " + size + " messages in " + left(in) + " bytes");
    }
    MessageBatch regular = null;
    MessageBatch oob = null;
    for (int i = 0; i < size; i++) {
      BaseMessage message = create(in.readShort());
      message.setDest(destination).setSrc(source);
      fill(message, in);
      if (message.isFlagSet(Message.Flag.OOB)) {
        oob =
            oob != null
                ? oob
                : new MessageBatch(
                    destination, source, cluster, multicast, MessageBatch.Mode.OOB, size);
        oob.add(message);
      } else {
        regular =
            regular != null
                ? regular
                : new MessageBatch(
                    destination, source, cluster, multicast, MessageBatch.Mode.REG, size);
        regular.add(message);
      }
    }
    return new Batches(regular, oob);
  }

  /** Reads a message that carries headers only, without a type before it. */
  static Message empty(ByteArrayDataInputStream in) throws IOException, ClassNotFoundException {
    BaseMessage message = new EmptyMessage();
    fill(message, in);
    return message;
  }

  private static @Nullable AsciiString clusterName(ByteArrayDataInputStream in) throws IOException {
    short length = in.readShort();
    if (length < 0) {
      return null;
    }
    byte[] name = new byte[checked(length, in)];
    in.readFully(name);
    return new AsciiString(name);
  }

  private static BaseMessage create(short type) throws Refused {
    return switch (type) {
      case Message.BYTES_MSG -> new BytesMessage();
      case Message.EMPTY_MSG -> new EmptyMessage();
      case Message.LONG_MSG -> new LongMessage();
      case Message.OBJ_MSG -> new ObjectMessage();
      default -> throw new Refused("a message of type " + type);
    };
  }

  /** As {@link BaseMessage#readFrom}, with checks. */
  private static void fill(BaseMessage message, ByteArrayDataInputStream in)
      throws IOException, ClassNotFoundException {
    byte presence = in.readByte();
    message.setFlag(in.readShort(), false, false);
    if (message.isFlagSet(Message.Flag.SERIALIZED)) {
      throw new Refused("a message flagged as serialized");
    }
    if ((presence & 1) != 0) {
      message.setDest(Util.readAddress(in));
    }
    if ((presence & 2) != 0) {
      message.setSrc(Util.readAddress(in));
    }
    message.headers(headers(in));
    if (message instanceof BytesMessage bytes) {
      fillBytes(bytes, in);
    } else if (message instanceof ObjectMessage object) {
      object.setObject(payload(in));
    } else {
      message.readPayload(in);
    }
  }

  private static void fillBytes(BytesMessage message, ByteArrayDataInputStream in)
      throws IOException {
    int length = in.readInt();
    if (length >= 0) {
      byte[] array = new byte[checked(length, in)];
      in.readFully(array);
      message.setArray(array, 0, length);
    }
  }

  private static @Nullable SizeStreamable payload(ByteArrayDataInputStream in)
      throws IOException, ClassNotFoundException {
    if (in.readByte() == 0) {
      return null;
    }
    short magic = in.readShort();
    SizeStreamable payload;
    if (magic == SEQNO_LIST) {
      int start = in.position();
      int span = in.readInt();
      if (span <= 0 || span > MAX_SEQNOS || span / 8 > left(in)) {
        throw new Refused("a request for " + span + " messages");
      }
      in.position(start);
      payload = new SeqnoList();
    } else if (magic == DIGEST || magic == MUTABLE_DIGEST) {
      payload = ClassConfigurator.create(magic);
    } else {
      throw new Refused("an object of kind " + magic);
    }
    payload.readFrom(in);
    return payload;
  }

  private static Header[] headers(ByteArrayDataInputStream in)
      throws IOException, ClassNotFoundException {
    int size = in.readShort();
    if (size < 0 || size > MAX_HEADERS) {
      throw new Refused("a message with " + size + " headers");
    }
    if (size == 0) {
      return new Header[Util.DEFAULT_HEADERS];
    }
    Header[] headers = new Header[size];
    for (int i = 0; i < size; i++) {
      short protocol = in.readShort();
      short magic = in.readShort();
      if (!HEADERS.contains(magic)) {
        throw new Refused("a header of kind " + magic);
      }
      Header header = ClassConfigurator.create(magic);
      header.setProtId(protocol);
      header.readFrom(in);
      if (header instanceof FragHeader fragment) {
        check(fragment);
      }
      headers[i] = header;
    }
    return headers;
  }

  private static void check(FragHeader fragment) throws Refused {
    if (fragment.needsDeserialization()
        || fragment.num_frags <= 0
        || fragment.num_frags > MAX_FRAGMENTS
        || fragment.frag_id < 0
        || fragment.frag_id >= fragment.num_frags) {
      throw new Refused("a fragment " + fragment);
    }
  }

  private static int checked(int length, ByteArrayDataInputStream in) throws Refused {
    if (length > left(in)) {
      throw new Refused("a length of " + length + " where " + left(in) + " bytes are left");
    }
    return length;
  }

  private static int left(ByteArrayDataInputStream in) {
    return in.limit() - in.position();
  }
}
