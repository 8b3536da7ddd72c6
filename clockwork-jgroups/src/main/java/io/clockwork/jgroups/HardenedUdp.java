package io.clockwork.jgroups;

import java.io.DataInput;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UDP;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The transport {@code UDP} that reads strictly: it never deserializes or instantiates what a
 * datagram names. Takes the same attributes. The wire format is unchanged.
 *
 * <p>It does not authenticate: whoever can send datagrams to its sockets can disturb the cluster.
 *
 * <p>Public only because JGroups instantiates it by name.
 *
 * @since 0.1
 */
public final class HardenedUdp extends UDP implements HardenedTransport {

  private final Refusals refusals = new Refusals();

  /** Creates the transport; called by JGroups. */
  public HardenedUdp() {
    id = ClassConfigurator.getProtocolId(UDP.class);
  }

  @Override
  public Refusals refusals() {
    return refusals;
  }

  @Override
  public @Nullable PhysicalAddress boundTo() {
    return getPhysicalAddress();
  }

  @Override
  protected void handleSingleMessage(DataInput in, boolean multicast) {
    Message message;
    try {
      message = StrictReader.message((ByteArrayDataInputStream) in);
    } catch (Exception | LinkageError e) {
      refusals.add("The UDP transport", e);
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
      refusals.add("The UDP transport", e);
      return;
    }
    processBatch(batches.oob(), true);
    processBatch(batches.regular(), false);
  }
}
