package io.clockwork.jgroups;

import java.io.DataInput;
import java.io.IOException;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.util.ByteArrayDataInputStream;

/**
 * The failure detector {@code FD_SOCK2} that reads strictly. It listens on a TCP port of its own,
 * past the transport, and JGroups' parser would instantiate what a stranger's header names there.
 * Takes the same attributes. The wire format is unchanged.
 *
 * <p>Public only because JGroups instantiates it by name.
 *
 * @since 0.1
 */
public final class HardenedFdSock extends FD_SOCK2 {

  /** Its messages hold one address and the cluster's name. */
  private static final int MAX_LENGTH = 16 * 1024;

  private final Refusals refusals = new Refusals();

  /** Creates the protocol; called by JGroups. */
  public HardenedFdSock() {
    id = ClassConfigurator.getProtocolId(FD_SOCK2.class);
  }

  @Override
  protected NioServer createServer(int[] bindPorts) {
    NioServer server = super.createServer(bindPorts);
    server.setMaxLength(MAX_LENGTH);
    return server;
  }

  /**
   * Takes a message off a connection.
   *
   * @throws IOException if it is none of this protocol; JGroups closes the connection then
   */
  @Override
  public void receive(Address sender, DataInput in, int length) throws Exception {
    if (length <= 0 || length > MAX_LENGTH) {
      throw refuse(new Refused("a message of " + length + " bytes from " + sender));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    Message message;
    try {
      message = StrictReader.empty(new ByteArrayDataInputStream(bytes));
    } catch (Exception | LinkageError e) {
      throw refuse(e);
    }
    if (!(message.getHeader(id) instanceof FdHeader)) {
      throw refuse(new Refused("a message without this protocol's header from " + sender));
    }
    super.receive(sender, new ByteArrayDataInputStream(bytes), length);
  }

  private IOException refuse(Throwable why) {
    refusals.add("The failure detector", why);
    return why instanceof IOException io ? io : new IOException(why);
  }
}
