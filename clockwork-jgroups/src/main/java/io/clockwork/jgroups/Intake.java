package io.clockwork.jgroups;

import io.clockwork.cluster.Cluster;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.UpHandler;
import org.jgroups.View;
import org.jgroups.blocks.RequestCorrelator;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the channel and the dispatcher of requests.
 *
 * <p>It takes multicasts out, alone or in a batch, for the dispatcher silently drops what has no
 * header of its own. It lets through only requests and answers that are plain bytes: the dispatcher
 * calls {@code getPayload()} on answers, which would deserialize others. Exceptions, which travel
 * as serialized objects, are dropped; their asker learns nothing and the request becomes unknown.
 */
final class Intake implements UpHandler {

  private static final short CORRELATOR = ClassConfigurator.getProtocolId(RequestCorrelator.class);

  private final UpHandler dispatcher;
  private final Consumer<View> views;
  private final BiConsumer<Address, byte[]> multicasts;

  Intake(UpHandler dispatcher, Consumer<View> views, BiConsumer<Address, byte[]> multicasts) {
    this.dispatcher = dispatcher;
    this.views = views;
    this.multicasts = multicasts;
  }

  @Override
  public UpHandler setLocalAddress(Address address) {
    dispatcher.setLocalAddress(address);
    return this;
  }

  @Override
  public @Nullable Object up(Event event) {
    Object result = dispatcher.up(event);
    if (event.getType() == Event.VIEW_CHANGE) {
      View view = event.getArg();
      views.accept(view);
    }
    return result;
  }

  @Override
  public @Nullable Object up(Message message) {
    return forDispatcher(message) ? dispatcher.up(message) : null;
  }

  @Override
  public void up(MessageBatch batch) {
    for (Iterator<Message> messages = batch.iterator(); messages.hasNext(); ) {
      if (!forDispatcher(messages.next())) {
        messages.remove();
      }
    }
    if (!batch.isEmpty()) {
      dispatcher.up(batch);
    }
  }

  private boolean forDispatcher(Message message) {
    boolean plain =
        message instanceof BytesMessage
            && !message.isFlagSet(Message.Flag.SERIALIZED)
            && message.getLength() > 0
            && message.getLength() <= Cluster.MAX_FRAME;
    if (!plain) {
      return false;
    }
    Header header = message.getHeader(CORRELATOR);
    if (header != null) {
      return message.getDest() != null && isRequestOrAnswer(header);
    }
    if (message.getDest() == null) {
      multicasts.accept(message.getSrc(), copy(message));
    }
    return false;
  }

  private static boolean isRequestOrAnswer(Header header) {
    return header.getClass() == RequestCorrelator.Header.class
        && ((RequestCorrelator.Header) header).type != RequestCorrelator.Header.EXC_RSP;
  }

  /** Copies: JGroups keeps the message for retransmission, and the listener may do as it likes. */
  static byte[] copy(Message message) {
    byte[] frame = new byte[message.getLength()];
    System.arraycopy(message.getArray(), message.getOffset(), frame, 0, frame.length);
    return frame;
  }
}
