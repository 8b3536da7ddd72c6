package io.clockwork.jgroups;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries a node's name, incarnation, role and labels inside its JGroups address, so that they are
 * known with the view and need no message of their own.
 *
 * <p>An address travels once in each bundle of messages and in every view, so the form is compact:
 * {@code version, role, incarnation (8), name, number of labels, (key, value)*}, each text as one
 * length byte and ASCII. An {@link ExtendedUUID} holds values of up to 255 bytes, so the form is
 * cut into as many of them as it takes (three at most), under the keys 0, 1, 2. Bytes after the
 * last label are ignored: room for later fields.
 */
final class NodeAddress {

  private static final int VERSION = 1;
  private static final int CHUNK = 255;
  private static final int MAX_CHUNKS = 4;
  private static final int MEMBER = 0;
  private static final int OBSERVER = 1;

  private NodeAddress() {}

  static {
    // JGroups prints the values of such an address in full, in every line that it logs.
    ExtendedUUID.setPrintFunction(NodeAddress::print);
  }

  /** Returns a new address for one connection of that node. */
  static ExtendedUUID of(Node node) {
    ExtendedUUID address = ExtendedUUID.randomUUID(node.name());
    byte[] form = encode(node);
    for (int chunk = 0; chunk * CHUNK < form.length; chunk++) {
      int from = chunk * CHUNK;
      byte[] part = new byte[Math.min(CHUNK, form.length - from)];
      System.arraycopy(form, from, part, 0, part.length);
      address.put(key(chunk), part);
    }
    return address;
  }

  /** Returns the node that an address describes, or null if it is not one of Clockwork's. */
  static @Nullable Node parse(@Nullable Address address) {
    if (!(address instanceof ExtendedUUID extended)) {
      return null;
    }
    ByteBuffer form = ByteBuffer.allocate(MAX_CHUNKS * CHUNK);
    for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
      byte @Nullable [] part = extended.get(key(chunk));
      if (part == null) {
        break;
      }
      form.put(part);
    }
    try {
      return decode(form.flip());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] key(int chunk) {
    return new byte[] {(byte) chunk};
  }

  private static byte[] encode(Node node) {
    ByteBuffer out = ByteBuffer.allocate(MAX_CHUNKS * CHUNK);
    out.put((byte) VERSION);
    out.put((byte) (node.role() == Role.OBSERVER ? OBSERVER : MEMBER));
    out.putLong(node.id().incarnation());
    putText(out, node.name());
    out.put((byte) node.labels().size());
    for (Map.Entry<String, String> label : node.labels().entrySet()) {
      putText(out, label.getKey());
      putText(out, label.getValue());
    }
    byte[] form = new byte[out.position()];
    out.flip().get(form);
    return form;
  }

  private static @Nullable Node decode(ByteBuffer in) {
    int version = in.get();
    int role = in.get();
    if (version != VERSION || (role != MEMBER && role != OBSERVER)) {
      return null;
    }
    long incarnation = in.getLong();
    NodeId id = new NodeId(text(in), incarnation);
    int size = in.get() & 0xff;
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      String key = text(in);
      labels.put(key, text(in));
    }
    return new Node(id, role == OBSERVER ? Role.OBSERVER : Role.MEMBER, labels);
  }

  private static void putText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.put((byte) bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.get() & 0xff];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Prints a stranger's address as its UUID alone: whatever else it holds is not for the log. */
  private static String print(ExtendedUUID address) {
    Node node = parse(address);
    return node != null ? node.id().toString() : address.toStringLong();
  }
}
