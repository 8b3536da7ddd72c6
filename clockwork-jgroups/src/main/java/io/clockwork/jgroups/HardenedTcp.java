package io.clockwork.jgroups;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The transport {@code TCP} that reads strictly: it never deserializes or instantiates what a peer
 * names, and reads no further than the length that stands before each message. Takes the same
 * attributes. The wire format is unchanged.
 *
 * <p>It does not authenticate, unless TLS with client certificates is configured: whoever can
 * connect can disturb the cluster.
 *
 * <p>Public only because JGroups instantiates it by name.
 *
 * @since 0.1
 */
public final class HardenedTcp extends TCP implements HardenedTransport {

  private static final int CHUNK = 64 * 1024;
  private static final int DEFAULT_MAX_LENGTH = 10_000_000;

  private final Refusals refusals = new Refusals();

  /** Creates the transport; called by JGroups. */
  public HardenedTcp() {
    id = ClassConfigurator.getProtocolId(TCP.class);
    max_length = DEFAULT_MAX_LENGTH;
  }

  @Override
  public Refusals refusals() {
    return refusals;
  }

  @Override
  public @Nullable PhysicalAddress boundTo() {
    return getPhysicalAddress();
  }

  /**
   * Takes a message off a connection.
   *
   * @throws IOException if the length is not positive or too great, or the connection fails;
   *     JGroups closes it then
   */
  @Override
  public void receive(Address sender, DataInput in, int length) throws Exception {
    if (length <= 0 || length > max_length) {
      Refused refused = new Refused("a message of " + length + " bytes from " + sender);
      refusals.add("The TCP transport", refused);
      throw refused;
    }
    byte[] bytes = read(in, length);
    receive(sender, bytes, 0, length);
  }

  /** Allocates as the bytes come, not as a stranger announces. */
  private static byte[] read(DataInput in, int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, CHUNK)];
    int read = 0;
    while (read < length) {
      if (read == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
      }
      in.readFully(bytes, read, bytes.length - read);
      read = bytes.length;
    }
    return bytes;
  }

  @Override
  protected void handleSingleMessage(DataInput in, boolean multicast) {
    Message message;
    try {
      message = StrictReader.message((ByteArrayDataInputStream) in);
    } catch (Exception | LinkageError e) {
      refusals.add("The TCP transport", e);
      return;
    }
    if (!multicast && unicastDestMismatch(message.getDest())) {
      return;
    }
    msg_processing_policy.process(message, message.isFlagSet(Message.Flag.OOB));
    msg_stats.received(message);
  }

  @Override
  protected void handleMessageBatch(DataInput in, boolean multicast) {
    StrictReader.Batches batches;
    try {
      batches = StrictReader.batch((ByteArrayDataInputStream) in, multicast);
    } catch (Exception | LinkageError e) {
      refusals.add("The TCP transport", e);
      return;
    }
    processBatch(batches.oob(), true);
    processBatch(batches.regular(), false);
  }
}
