package io.clockwork.jgroups;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The failure detector {@code FD_SOCK2} that reads strictly, and holds up no view.
 *
 * <p>It listens on a TCP port of its own, past the transport, and JGroups' parser would instantiate
 * what a stranger's header names there.
 *
 * <p>JGroups connects to the member to watch on the thread that installs a view, with the lock of
 * the group membership held: a second for each of 20 ports of a member that does not answer, and as
 * long for one that does, if its connection is from before a partition and waits for TCP's next
 * try. Meanwhile the member answers no merge. Here a thread of its own connects, and connections to
 * members that left the view are closed.
 *
 * <p>Takes the same attributes. The wire format is unchanged.
 *
 * <p>Public only because JGroups instantiates it by name.
 *
 * @since 0.1
 */
public final class HardenedFdSock extends FD_SOCK2 {

  /** Its messages hold one address and the cluster's name. */
  private static final int MAX_LENGTH = 16 * 1024;

  private static final long IDLE_SECONDS = 5;

  private final Refusals refusals = new Refusals();

  /** Connects and disconnects, in the order of the views; it ends when there is nothing to do. */
  private final ThreadPoolExecutor connector =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "clockwork-fd-" + local_addr);
            thread.setDaemon(true);
            return thread;
          });

  /** Creates the protocol; called by JGroups. */
  public HardenedFdSock() {
    id = ClassConfigurator.getProtocolId(FD_SOCK2.class);
    connector.allowCoreThreadTimeOut(true);
  }

  @Override
  public void stop() {
    connector.getQueue().clear();
    super.stop();
  }

  @Override
  protected void handleView(View view) {
    List<Address> left = new ArrayList<>(members.getMembers());
    left.removeAll(view.getMembers());
    if (!left.isEmpty()) {
      connector.execute(() -> disconnect(left, view.getMembers()));
    }
    super.handleView(view);
  }

  /** Both sides do so: what is left of a connection would be used when the other is back. */
  private void disconnect(List<Address> left, List<Address> staying) {
    Set<Address> gone = new HashSet<>();
    left.forEach(member -> gone.addAll(getPhysicalAddresses(member)));
    // On one machine the ports that members may have overlap.
    staying.forEach(member -> getPhysicalAddresses(member).forEach(gone::remove));
    gone.forEach(address -> srv.closeConnection(address, false));
  }

  @Override
  protected void connectToNextPingDest(@Nullable Address suspect) {
    connector.execute(() -> super.connectToNextPingDest(suspect));
  }

  @Override
  protected void closeConnectionToPingDest() {
    connector.execute(super::closeConnectionToPingDest);
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
