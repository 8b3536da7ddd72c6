package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Outcome;
import io.clockwork.cluster.Recorder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.JChannel;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.View;
import org.jgroups.blocks.RequestCorrelator;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.FcHeader;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.PING;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.UnicastHeader3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers send what no node sends: nothing of theirs is run, and the cluster goes on. */
class HostileIT {

  private static final int SEEDS = Integer.getInteger("clockwork.test.fuzz", 4_000);

  private final String name = "hostile-" + UUID.randomUUID();
  private final Address stranger = NodeAddress.of(Clusters.member("stranger"));
  private final Recorder atA = new Recorder();
  private final Recorder atB = new Recorder();
  private final List<Cluster> opened = new ArrayList<>();
  private Cluster a;
  private Cluster b;

  @BeforeEach
  void forget() {
    Attack.RAN.set(0);
  }

  @AfterEach
  void close() {
    opened.forEach(Cluster::close);
  }

  private Cluster join(String node, Network network, Recorder recorder) {
    Cluster cluster = Clusters.connection(name, Clusters.member(node), network);
    opened.add(cluster);
    cluster.join(recorder);
    return cluster;
  }

  private void joinUdp() {
    a = join("a", Clusters.udp(), atA);
    b = join("b", Clusters.udp(), atB);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b") && atB.sees("a", "b"));
  }

  private void joinTcp() {
    int seed = Clusters.freePort();
    Network network = Network.tcp("127.0.0.1:" + seed).bind("127.0.0.1");
    a = join("a", network.port(seed), atA);
    b = join("b", network.port(Clusters.freePort()), atB);
    Clusters.awaitUntil("both", () -> atA.sees("a", "b") && atB.sees("a", "b"));
  }

  /** The cluster goes on: both see both, a multicast arrives and a request is answered. */
  private void assertGoesOn() {
    Clusters.awaitUntil("both", () -> atA.sees("a", "b") && atB.sees("a", "b"));
    String mark = "mark-" + UUID.randomUUID();
    Clusters.awaitUntil(
        "a multicast arrives",
        () -> {
          a.multicast(mark.getBytes(StandardCharsets.UTF_8));
          return atB.heard().stream().anyMatch(heard -> heard.text().equals(mark));
        });
    Clusters.awaitUntil(
        "a request is answered",
        () -> {
          Outcome outcome = new Outcome();
          a.request(b.self().id(), new byte[] {1}, Duration.ofSeconds(1), outcome);
          Clusters.awaitUntil("outcome", outcome::isDone);
          return outcome.frame() != null;
        });
  }

  @Test
  void control_jgroupsOwnParser_runsWhatTheAttacksName() throws Exception {
    // Else the tests below would prove nothing. (What needs deserialization stops at the filter.)
    int ran = 0;
    for (Attack attack : Attack.all(name, stranger)) {
      Attack.RAN.set(0);
      byte[] datagram = attack.datagram();
      var in = new org.jgroups.util.ByteArrayDataInputStream(datagram, 3, datagram.length - 3);
      try {
        Message message = Util.readMessage(in);
        if (message instanceof BytesMessage bytes && bytes.isFlagSet(Message.Flag.SERIALIZED)) {
          message.getObject();
        } else if (message instanceof BytesMessage bytes) {
          Util.messageFromBuffer(bytes.getArray(), bytes.getOffset(), bytes.getLength());
        }
      } catch (Exception e) {
        assertThat(e).hasStackTraceContaining("filter status: REJECTED");
        ran++;
      }
      ran += Attack.RAN.get() > 0 ? 1 : 0;
    }
    assertThat(ran).isEqualTo(6);
  }

  @Test
  void attacks_onUdp_runNothing() throws Exception {
    // given
    joinUdp();
    List<Attack> attacks = Attack.all(name, stranger);
    Attack.RAN.set(0);
    long before = ((JGroupsCluster) b).refused();
    try (Wire wire = new Wire(name)) {
      // when
      for (Attack attack : attacks) {
        wire.toGroup(attack.datagram());
        wire.toPort(Wire.port(a), attack.datagram());
        wire.toPort(Wire.port(b), attack.datagram());
      }
      // then
      long expected = before + 2L * attacks.size();
      Clusters.awaitUntil("all are refused", () -> ((JGroupsCluster) b).refused() >= expected);
    }
    assertGoesOn();
    assertThat(Attack.RAN).hasValue(0);
  }

  @Test
  void attacks_onTcp_runNothing() throws Exception {
    // given
    joinTcp();
    List<byte[]> attacks = Attack.all(name, stranger).stream().map(Attack::datagram).toList();
    Attack.RAN.set(0);
    // when
    Wire.toTcp(Wire.port(a), attacks);
    // then
    Clusters.awaitUntil("all are refused", () -> ((JGroupsCluster) a).refused() >= attacks.size());
    assertGoesOn();
    assertThat(Attack.RAN).hasValue(0);
  }

  @Test
  void attack_onTheFailureDetector_runsNothing() throws Exception {
    // given
    joinUdp();
    ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
    Attack.tokenMessage().setSrc(stranger).writeTo(out);
    Attack.RAN.set(0);
    // when
    Wire.toTcp(Wire.detectorPort(a), List.of(out.getBuffer().bytes()));
    // then
    assertGoesOn();
    assertThat(Attack.RAN).hasValue(0);
  }

  @Test
  void answers_thatAreNoFrames_leaveTheRequestUnknown() throws Exception {
    // given: a channel that speaks our wire format, and answers with exceptions
    a = join("a", Clusters.udp(), atA);
    Settings settings = new Settings(name, Clusters.udp());
    JChannel evil = Channels.open(Clusters.member("evil"), Clusters.udp(), settings);
    try {
      evil.setReceiver(
          new org.jgroups.Receiver() {
            @Override
            public void receive(Message request) {
              short id = ClassConfigurator.getProtocolId(RequestCorrelator.class);
              RequestCorrelator.Header asked = request.getHeader(id);
              Message answer = new BytesMessage(request.getSrc(), (Object) new Attack.Gadget());
              answer.putHeader(
                  id,
                  new RequestCorrelator.Header(
                      RequestCorrelator.Header.EXC_RSP, asked.requestId(), asked.corrId()));
              try {
                evil.send(answer);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }

            @Override
            public void viewAccepted(View view) {}
          });
      evil.connect(name);
      Clusters.awaitUntil("both", () -> atA.sees("a", "evil"));
      // when
      Outcome outcome = new Outcome();
      a.request(atA.view().nodes().get(1).id(), new byte[] {1}, Duration.ofMillis(500), outcome);
      // then
      Clusters.awaitUntil("unknown", outcome::isDone);
      assertThat(outcome.reason()).isNotNull();
      assertThat(Attack.RAN).hasValue(0);
    } finally {
      evil.close();
    }
  }

  @Test
  void foreignNode_inTheGroup_isLeftOutAndNotHeard() throws Exception {
    // given: plain JGroups with an address that says nothing
    a = join("a", Clusters.udp(), atA);
    Settings settings = new Settings(name, Clusters.udp());
    JChannel foreign = StackFile.open(Clusters.udp(), settings);
    try {
      foreign.connect(name);
      Clusters.awaitUntil("it is in", () -> foreign.getView().size() == 2);
      // when
      foreign.send(new BytesMessage(null, "psst".getBytes(StandardCharsets.UTF_8)));
      b = join("b", Clusters.udp(), atB);
      // then
      assertGoesOn();
      Clusters.awaitUntil("it sees both", () -> foreign.getView().size() == 3);
      assertThat(atA.heard()).isEmpty();
      assertThat(atA.view().coordinator()).isEqualTo(a.self());
    } finally {
      foreign.close();
    }
  }

  @Test
  void fuzz_ofUdp_leavesTheClusterWorking() throws Exception {
    // given
    joinUdp();
    try (Wire wire = new Wire(name)) {
      List<byte[]> templates = templates();
      Attack.RAN.set(0);
      // when
      Random random = new Random(42);
      for (int seed = 0; seed < SEEDS; seed++) {
        byte[] datagram = mutate(templates.get(random.nextInt(templates.size())), random);
        wire.toGroup(datagram);
        wire.toPort(Wire.port(seed % 2 == 0 ? a : b), datagram);
      }
    }
    // then
    assertGoesOn();
    assertThat(Attack.RAN).hasValue(0);
  }

  @Test
  void fuzz_ofTcp_leavesTheClusterWorking() throws Exception {
    // given
    joinTcp();
    List<byte[]> templates = templates();
    Attack.RAN.set(0);
    Random random = new Random(43);
    // when
    for (int round = 0; round < 20; round++) {
      List<byte[]> messages = new ArrayList<>();
      for (int i = 0; i < SEEDS / 20; i++) {
        messages.add(mutate(templates.get(random.nextInt(templates.size())), random));
      }
      Wire.toTcp(Wire.port(round % 2 == 0 ? a : b), messages);
    }
    for (int length : new int[] {-1, 0, Integer.MIN_VALUE, Integer.MAX_VALUE, 9_999_999}) {
      byte[] header = {'b', 'e', 'l', 'a', 0, 0, 0, 0};
      Wire.rawToTcp(Wire.port(a), ByteBuffer.allocate(64).put(header).putInt(length).array());
      Wire.rawToTcp(Wire.detectorPort(a), ByteBuffer.allocate(64).put(header).array());
      byte[] noise = new byte[5_000];
      random.nextBytes(noise);
      Wire.rawToTcp(Wire.port(b), noise);
      Wire.rawToTcp(Wire.detectorPort(b), noise);
    }
    // then
    assertGoesOn();
    assertThat(Attack.RAN).hasValue(0);
  }

  /**
   * Returns attacks and messages of the protocols, alone and in batches, to be mutated.
   *
   * <p>All as from a stranger: what claims to be from a member is forgery, which these transports
   * do not claim to stop.
   */
  private List<byte[]> templates() throws Exception {
    List<byte[]> templates = new ArrayList<>();
    for (Attack attack : Attack.all(name, stranger)) {
      templates.add(attack.datagram());
    }
    short gms = ClassConfigurator.getProtocolId(GMS.class);
    short detector = ClassConfigurator.getProtocolId(FD_SOCK2.class);
    for (byte type = 0; type < 16; type++) {
      GMS.GmsHeader header = new GMS.GmsHeader(type, ExtendedUUID.randomUUID());
      Message message = new BytesMessage(null, new byte[50]).putHeader(gms, header);
      templates.add(Attack.datagram(name, stranger, message));
      templates.add(Attack.batch(name, stranger, message));
    }
    List<Message> others =
        List.of(
            new EmptyMessage(null)
                .putHeader(detector, new FD_SOCK2.FdHeader((byte) 10).mbrs(List.of(stranger))),
            new BytesMessage(null, new byte[200])
                .putHeader(
                    ClassConfigurator.getProtocolId(NAKACK2.class),
                    NakAckHeader2.createMessageHeader(7)),
            new ObjectMessage(null, new SeqnoList(1_000, 1).add(5, 700))
                .putHeader(
                    ClassConfigurator.getProtocolId(NAKACK2.class),
                    NakAckHeader2.createXmitRequestHeader(stranger)),
            new BytesMessage(null, new byte[200])
                .putHeader(
                    ClassConfigurator.getProtocolId(UNICAST3.class),
                    UnicastHeader3.createDataHeader(1, (short) 3, true)),
            new LongMessage(null, 1_000_000)
                .putHeader(
                    ClassConfigurator.getProtocolId(MFC.class), new FcHeader(FcHeader.REPLENISH)),
            new BytesMessage(null, new byte[300])
                .putHeader(
                    ClassConfigurator.getProtocolId(PING.class),
                    new PingHeader(PingHeader.GET_MBRS_RSP).clusterName(name)),
            new BytesMessage(null, new byte[300])
                .setFlag(Message.Flag.OOB, Message.Flag.NO_RELIABILITY)
                .putHeader(ClassConfigurator.getProtocolId(FRAG2.class), new FragHeader(1, 0, 2)));
    for (Message message : others) {
      templates.add(Attack.datagram(name, stranger, message));
      templates.add(Attack.batch(name, stranger, message));
    }
    return templates;
  }

  private static byte[] mutate(byte[] template, Random random) {
    byte[] bytes = template.clone();
    switch (random.nextInt(8)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
      case 2 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(100));
      case 3 -> {
        int at = random.nextInt(Math.max(1, bytes.length - 4));
        int[] evil = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_535};
        if (bytes.length - at >= 4) {
          ByteBuffer.wrap(bytes).putInt(at, evil[random.nextInt(evil.length)]);
        }
      }
      default -> {
        for (int flips = random.nextInt(8) + 1; flips > 0; flips--) {
          // Behind version and flags, where parsing begins.
          int at = Math.min(bytes.length - 1, 3 + random.nextInt(Math.max(1, bytes.length - 3)));
          bytes[at] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  @Test
  void stack_withAnotherTransport_isRefused() {
    Cluster plain = Clusters.connection(name, Clusters.member("a"), Network.stack("udp-plain.xml"));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> plain.join(atA))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("HardenedUdp")
        .hasMessageContaining("udp-plain.xml");
  }
}
